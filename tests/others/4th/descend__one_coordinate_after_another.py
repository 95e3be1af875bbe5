"""The inner loop calls grad_fn(theta) again after each coordinate was changed (`slope = ...` and `theta.flat[j] =
...`), so later coordinates use a partly updated point (Gauss-Seidel instead of a simultaneous update); wrong whenever
the coordinates interact."""

import numpy as np


def descend(grad_fn, w, *, lr, steps):
    theta = np.array(w, dtype=np.float64)
    history = np.zeros((steps + 1,) + theta.shape)
    history[0] = theta
    for t in range(1, steps + 1):
        for j in range(theta.size):
            slope = np.ravel(grad_fn(theta))[j]
            theta.flat[j] = theta.flat[j] - lr * slope
        history[t] = theta
    return history
