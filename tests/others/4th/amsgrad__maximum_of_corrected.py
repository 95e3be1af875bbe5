"""`np.maximum(state["v_max"], v_hat)` takes the maximum of the corrected averages (as optax) and stores it; the
formula corrects the maximum of the uncorrected ones."""

import numpy as np


def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    v_max = np.maximum(state["v_max"], v_hat)
    w = w - lr * m_hat / (np.sqrt(v_max) + eps)
    return w, {"m": m, "v": v, "v_max": v_max, "t": t}
