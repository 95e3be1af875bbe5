"""Lazy/sparse Adam: where the gradient is exactly 0 neither m and v fade nor the weight moves."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    active = grad != 0
    m = np.where(active, beta1 * state["m"] + (1 - beta1) * grad, state["m"])
    v = np.where(active, beta2 * state["v"] + (1 - beta2) * grad**2, state["v"])
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    step = np.where(active, lr * m_hat / (np.sqrt(v_hat) + eps), 0.0)
    return w - step, {"m": m, "v": v, "t": t}
