"""Shrinks after Adam's step, so the step is shrunk as well."""

import numpy as np


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad ** 2
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    w = w * (1 - lr * weight_decay)
    return w, {"m": m, "v": v, "t": t}
