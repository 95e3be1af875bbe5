"""The corrected maximum is kept in the state as v_max and corrected again at the next step (line `v_max = v_max / (1
- beta2**t)`)."""

import numpy as np


def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    v_max = np.maximum(v, state["v_max"])
    m_hat = m / (1 - beta1**t)
    v_max = v_max / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_max) + eps)
    return w, {"m": m, "v": v, "v_max": v_max, "t": t}
