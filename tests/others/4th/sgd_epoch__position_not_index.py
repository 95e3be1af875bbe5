"""The loop runs over positions and `X[i]`, `y[i]` use the position instead of order[i], so the samples are taken in
their stored order."""

import numpy as np


def sgd_epoch(w, X, y, order, *, lr):
    w = w.copy()
    for i in range(len(order)):
        x_i = X[i]
        y_i = y[i]
        error = np.dot(x_i, w) - y_i
        w = w - lr * error * x_i
    return w
