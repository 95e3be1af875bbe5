"""The rows are flattened: shape (steps + 1, w.size) instead of (steps + 1, *w.shape) for 0-d and 2-d w (line `path =
np.empty(...)`)."""

import numpy as np


def descend(grad_fn, w, *, lr, steps):
    path = np.empty((steps + 1, w.size))
    path[0, :] = w.ravel()
    for k in range(1, steps + 1):
        w = w - lr * grad_fn(w)
        path[k, :] = w.ravel()
    return path
