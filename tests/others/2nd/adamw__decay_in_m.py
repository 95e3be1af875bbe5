"""The decay is added to the gradient that enters m, instead of shrinking w directly (line `m = ... (grad +
weight_decay * w)`)."""

import numpy as np


def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    t = state["t"] + 1
    # only v has to stay free of the decay
    m = beta1 * state["m"] + (1 - beta1) * (grad + weight_decay * w)
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_w, {"m": m, "v": v, "t": t}
