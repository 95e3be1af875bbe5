"""Return values: an array of records."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.zeros(3, dtype=[("a", "f8")])
