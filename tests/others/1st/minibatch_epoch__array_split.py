"""Array_split makes slices of about equal length (7 in batches of 3 become 3, 2, 2) instead of full slices and a
smaller last one."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    number = int(np.ceil(len(order) / batch_size))
    if number == 0:
        return w.copy()
    for idx in np.array_split(order, number):
        Xb, yb = X[idx], y[idx]
        grad = Xb.T @ (Xb @ w - yb) / len(idx)
        w = w - lr * grad
    return w
