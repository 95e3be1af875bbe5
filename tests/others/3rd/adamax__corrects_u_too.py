"""Corrects u for a start at 0 as if it were an average."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    u = np.maximum(beta2 * state["u"], np.abs(grad) + eps)
    m_hat = m / (1 - beta1 ** t)
    u_hat = u / (1 - beta2 ** t)
    w_new = w - lr * m_hat / u_hat
    return w_new, {"m": m, "u": u, "t": t}
