"""Memory: returns 200 megabytes."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.zeros(25_000_000)
