"""Np.asarray (`w = np.asarray(w, ...)`) does not copy a float64 array, so `w -= lr * grad` changes the caller's w and
the very same array is returned."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    w = np.asarray(w, dtype=np.float64)
    grad = np.asarray(grad, dtype=np.float64)
    w -= lr * grad
    return w
