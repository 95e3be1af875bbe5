"""Starts the sum at 0.1 as TensorFlow does, not at the zeros of the state."""

import numpy as np


def adagrad(w, grad, state, *, lr, eps):
    s = state["s"]
    initial_accumulator_value = 0.1
    if np.all(s == 0):
        s = np.full_like(s, initial_accumulator_value)
    s = s + grad ** 2
    return w - lr * grad / (np.sqrt(s) + eps), {"s": s}
