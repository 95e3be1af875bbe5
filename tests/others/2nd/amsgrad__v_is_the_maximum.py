"""V itself is replaced by the maximum and averaged further from there (line `v = np.maximum(v, state["v_max"])`)."""

import numpy as np


def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    v = np.maximum(v, state["v_max"])
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, {"m": m, "v": v, "v_max": v, "t": t}
