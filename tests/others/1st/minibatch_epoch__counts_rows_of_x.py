"""Runs over the number of rows of X and not over len(order), so a longer order is cut off and a shorter one gives
empty batches and NaN."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    n = X.shape[0]
    w = np.array(w, dtype=float)
    for start in range(0, n, batch_size):
        batch = order[start:start + batch_size]
        residual = X[batch].dot(w) - y[batch]
        w = w - lr * X[batch].T.dot(residual) / len(batch)
    return w
