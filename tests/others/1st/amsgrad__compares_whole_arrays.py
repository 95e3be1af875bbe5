"""Decides by the sums which whole array is larger instead of taking the maximum in each coordinate."""

import numpy as np


def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    v_max = state["v_max"]
    if np.sum(v) > np.sum(v_max):
        v_max = v
    m_hat = m / (1 - beta1**t)
    v_hat = v_max / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, {"m": m, "v": v, "v_max": v_max, "t": t}
