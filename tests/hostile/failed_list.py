"""Return values: a list of lists in the place of an array."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return [[float(x)] for x in np.ravel(w - lr * grad)]
