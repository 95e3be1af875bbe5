"""Np.resize fills the last batch up with indices from the start of `order`, so that a smaller last batch gets extra
samples."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    n_batches = int(np.ceil(len(order) / batch_size))
    grid = np.resize(order, (n_batches, batch_size))
    w = np.array(w)
    for rows in grid:
        A, b = X[rows], y[rows]
        w = w - lr * np.mean((A @ w - b)[:, None] * A, axis=0)
    return w
