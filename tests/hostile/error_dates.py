"""Return values: dates."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.array(["2024-01-01"], dtype="datetime64[D]")
