"""`/ batch_size` divides the last, smaller batch by batch_size too instead of by its own number of rows."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    w = w.copy()
    for start in range(0, len(order), batch_size):
        idx = order[start:start + batch_size]
        X_b, y_b = X[idx], y[idx]
        grad = X_b.T @ (X_b @ w - y_b) / batch_size
        w = w - lr * grad
    return w
