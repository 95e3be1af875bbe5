"""The squares are summed over all coordinates into one number per step instead of coordinate by coordinate (line `s =
state["s"] + np.sum(grad**2)`)."""

import numpy as np


def adagrad(w, grad, state, *, lr, eps):
    s = state["s"] + np.sum(grad**2)
    w = w - lr * grad / (np.sqrt(s) + eps)
    return w, {"s": s}
