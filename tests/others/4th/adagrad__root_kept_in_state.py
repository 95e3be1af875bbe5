"""`s = np.sqrt(s)` reuses the name, so the new state holds the root instead of the sum, and the next step adds to the
root."""

import numpy as np


def adagrad(w, grad, state, *, lr, eps):
    s = state["s"] + grad**2
    s = np.sqrt(s)
    step = lr * grad / (s + eps)
    return w - step, {"s": s}
