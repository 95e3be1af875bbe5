"""The gradient is divided by its norm, so every step has length lr instead of lr*|grad| (line `direction = grad /
norm`)."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    # lr says how far to step, grad says in which direction
    norm = np.linalg.norm(grad)
    if norm == 0:
        return w.copy()
    direction = grad / norm
    return w - lr * direction
