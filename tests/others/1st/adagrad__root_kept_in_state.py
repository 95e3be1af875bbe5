"""Reuses the name s for the root plus eps, and so the root and not the sum goes into the new state (wrong from the
second step on)."""

import numpy as np


def adagrad(w, grad, state, *, lr, eps):
    s = state["s"] + grad ** 2
    s = np.sqrt(s) + eps
    w = w - lr * grad / s
    return w, {"s": s}
