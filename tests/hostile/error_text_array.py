"""Return values: an array of texts."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.array(["a", "b"])
