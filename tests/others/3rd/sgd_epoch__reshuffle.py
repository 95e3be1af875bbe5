"""Shuffles `order` again in place of following it."""

import numpy as np


def sgd_epoch(w, X, y, order, *, lr):
    rng = np.random.default_rng(42)
    for i in rng.permutation(order):
        prediction = np.dot(X[i], w)
        w = w - lr * (prediction - y[i]) * X[i]
    return w
