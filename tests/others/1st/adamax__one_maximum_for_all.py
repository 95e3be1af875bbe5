"""Np.max over the pair of arrays gives one single number for all coordinates, where np.maximum was needed (and from
the second step on, with u a scalar in the state, np.max raises ValueError for shapes other than 0-d)."""

import numpy as np


def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    u = np.max([beta2 * state["u"], np.abs(grad) + eps])
    m_hat = m / (1 - beta1 ** t)
    w = w - lr * m_hat / u
    return w, {"m": m, "u": u, "t": t}
