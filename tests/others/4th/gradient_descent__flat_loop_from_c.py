"""`out = np.empty(n)` is one-dimensional and never reshaped, so for 0-d and 2-d w the result has the wrong shape."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    n = w.size
    w_in = w.ravel()
    g = grad.ravel()
    out = np.empty(n, dtype=np.float64)
    for i in range(n):
        out[i] = w_in[i] - lr * g[i]
    return out
