"""Np.array_split makes balanced parts (7 samples by 3: 3, 2, 2) instead of full slices with a smaller last one (3, 3,
1) (line `batches = np.array_split(...)`)."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    n_batches = int(np.ceil(len(order) / batch_size))
    batches = np.array_split(order, n_batches)
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        grad = Xb.T @ (Xb @ w - yb) / len(batch)
        w = w - lr * grad
    return w
