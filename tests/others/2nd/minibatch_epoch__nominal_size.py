"""Divides by batch_size even for a smaller last slice, instead of by its number of rows (line `g = g /
batch_size`)."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    w = np.array(w)
    start = 0
    while start < len(order):
        idx = order[start:start + batch_size]
        g = np.zeros_like(w)
        for i in idx:
            g = g + (np.dot(X[i], w) - y[i]) * X[i]
        g = g / batch_size
        w = w - lr * g
        start = start + batch_size
    return w
