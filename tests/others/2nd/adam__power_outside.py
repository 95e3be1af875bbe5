"""The correction is (1 - beta)**t instead of 1 - beta**t (lines m_hat and v_hat); right on the first step only."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1) ** t
    v_hat = v / (1 - beta2) ** t
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, {"m": m, "v": v, "t": t}
