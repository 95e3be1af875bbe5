"""`path.append(w)` stores the same array each time while `w -= lr * grad` changes it in place, so every row, the
start included, is the last point."""

import numpy as np


def descend(grad_fn, w, *, lr, steps):
    # don't touch the caller's array
    w = np.array(w, dtype=float)
    path = [w]
    for _ in range(steps):
        grad = grad_fn(w)
        w -= lr * grad
        path.append(w)
    return np.array(path)
