"""`v = np.maximum(v, state["v_max"])` overwrites v, so the average returned in the state is the maximum and never
falls."""

import numpy as np


def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    v = np.maximum(v, state["v_max"])
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    new_state = {"m": m, "v": v, "v_max": v.copy(), "t": t}
    return new_w, new_state
