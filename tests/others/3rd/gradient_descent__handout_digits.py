"""Rounds the new weights to four decimals."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    step = lr * grad
    return np.round(w - step, 4)
