"""Np.array_split in the `for` line makes batches of nearly equal size (10 by 4: 4, 3, 3) instead of full slices with
a smaller last one (4, 4, 2)."""

import math

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    n_batches = math.ceil(len(order) / batch_size)
    result = w.copy()
    if n_batches == 0:
        return result
    for batch in np.array_split(order, n_batches):
        X_b = X[batch]
        y_b = y[batch]
        residual = np.dot(X_b, result) - y_b
        grad = np.dot(X_b.T, residual) / X_b.shape[0]
        result = result - lr * grad
    return result
