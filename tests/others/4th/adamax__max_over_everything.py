"""`np.max([...])` takes one maximum over all coordinates (a scalar) instead of np.maximum for each; wrong step and
wrong shape of "u"."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    u = np.max([beta2 * state["u"], np.abs(grad) + eps])
    m_hat = m / (1 - beta1**t)
    w = w - lr * m_hat / u
    return w, {"m": m, "u": u, "t": t}
