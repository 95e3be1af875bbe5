"""Return values: a masked array."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.ma.masked_array(w - lr * grad, mask=True)
