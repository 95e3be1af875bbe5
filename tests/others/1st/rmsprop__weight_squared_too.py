"""Squares (1 - beta) together with the gradient."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    old = beta * state["s"]
    new = ((1 - beta) * grad) ** 2
    s = old + new
    step = lr * grad / (np.sqrt(s) + eps)
    return w - step, {"s": s}
