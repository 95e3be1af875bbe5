"""The square is around grad - s instead of around grad alone (line `s = s + (1 - beta) * (grad - s) ** 2`); right on
the first step only."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    s = state["s"]
    # move s a little towards the new value
    s = s + (1 - beta) * (grad - s) ** 2
    step = lr * grad / (np.sqrt(s) + eps)
    return w - step, {"s": s}
