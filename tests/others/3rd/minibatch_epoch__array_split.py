"""Array_split makes batches of nearly equal size (7 in threes: 3, 2, 2) in place of full ones and a rest (3, 3,
1)."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    n_batches = int(np.ceil(len(order) / batch_size))
    for batch in np.array_split(order, n_batches):
        Xb, yb = X[batch], y[batch]
        grad = Xb.T @ (Xb @ w - yb) / len(batch)
        w = w - lr * grad
    return w
