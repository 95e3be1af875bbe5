"""Return values: infinity."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return w + np.inf
