"""Return values: an array that cannot be written to."""

import numpy as np


def locked(array):
    array = np.array(array)
    array.flags.writeable = False
    return array


def gradient_descent(w, grad, *, lr):
    return locked(w - lr * grad)
