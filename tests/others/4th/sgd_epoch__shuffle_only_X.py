"""`zip(X[order], y)` permutes the samples but not the targets, so rows are paired with the targets of others."""

import numpy as np


def sgd_epoch(w, X, y, order, *, lr):
    w = np.array(w)
    for x_i, y_i in zip(X[order], y):
        w = w - lr * (x_i @ w - y_i) * x_i
    return w
