"""Adds the squared norm of the whole gradient to every coordinate's sum."""

import numpy as np


def adagrad(w, grad, state, *, lr, eps):
    s = state["s"] + np.linalg.norm(grad) ** 2
    w = w - lr * grad / (np.sqrt(s) + eps)
    return w, {"s": s}
