"""Memory: asks NumPy for 80 gigabytes."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    np.ones(10**10)
    return w - lr * grad
