"""The parentheses around 1 - lr*weight_decay are missing, so decayed is 1 minus a small multiple of w."""

import numpy as np


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    decayed = 1 - lr * weight_decay * w
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad ** 2
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    return decayed - lr * m_hat / (np.sqrt(v_hat) + eps), {"m": m, "v": v, "t": t}
