"""Return values: not a number."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return w * np.nan
