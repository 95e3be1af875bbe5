"""W[:] is a view and no copy, so the following in-place updates also change the caller's w."""

import numpy as np


def sgd_epoch(w, X, y, order, *, lr):
    weights = w[:]
    for i in order:
        x_i = X[i]
        err = x_i @ weights - y[i]
        weights -= lr * err * x_i
    return weights
