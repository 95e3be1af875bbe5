"""Takes the target by its position in the loop (y[k]) and not by the sample index (y[i])."""

import numpy as np


def sgd_epoch(w, X, y, order, *, lr):
    w = w.copy()
    for k, i in enumerate(order):
        x_i = X[i]
        error = x_i @ w - y[k]
        w -= lr * error * x_i
    return w
