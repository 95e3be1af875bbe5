"""`u_hat = u / (1 - beta2**t)`: u is bias-corrected as well, though a maximum needs no correction, and the step is
far too short at first."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    u = np.maximum(beta2 * state["u"], np.abs(grad) + eps)
    m_hat = m / (1 - beta1**t)
    u_hat = u / (1 - beta2**t)
    w = w - lr * m_hat / u_hat
    return w, {"m": m, "u": u, "t": t}
