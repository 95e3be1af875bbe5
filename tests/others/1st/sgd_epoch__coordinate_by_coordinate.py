"""Recomputes the residual after each single coordinate was changed, so later coordinates of the same sample see the
already updated ones."""

import numpy as np


def sgd_epoch(w, X, y, order, *, lr):
    w_new = w.copy()
    for i in order:
        for j in range(len(w_new)):
            w_new[j] = w_new[j] - lr * (np.dot(X[i], w_new) - y[i]) * X[i, j]
    return w_new
