"""V averages the square of the corrected average m_hat instead of the square of the gradient (line `v = ...
m_hat**2`); right on the first step only."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1

    # first moment
    m = beta1 * state["m"] + (1 - beta1) * grad
    m_hat = m / (1 - beta1**t)

    # second moment
    v = beta2 * state["v"] + (1 - beta2) * m_hat**2
    v_hat = v / (1 - beta2**t)

    new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_w, {"m": m, "v": v, "t": t}
