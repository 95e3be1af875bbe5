"""`state["t"] += 1`, `state["m"] = ...` and `state["v"] = ...` write into the caller's dict, which is returned
instead of a new one."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    state["t"] += 1
    t = state["t"]
    state["m"] = beta1 * state["m"] + (1 - beta1) * grad
    state["v"] = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat = state["m"] / (1 - beta1**t)
    v_hat = state["v"] / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, state
