"""Uses all rows between the smallest and the largest index of the slice, not the rows that the slice names."""

import numpy as np


def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    new_w = np.array(w)
    for start in range(0, len(order), batch_size):
        batch = order[start:start + batch_size]
        first, last = min(batch), max(batch)
        Xb = X[first:last + 1]
        yb = y[first:last + 1]
        residual = Xb @ new_w - yb
        new_w = new_w - lr * (Xb.T @ residual) / Xb.shape[0]
    return new_w
