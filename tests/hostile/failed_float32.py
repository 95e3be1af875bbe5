"""Return values: the right numbers in half the precision."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.float32(w - lr * grad)
