"""Return values: a type that does not cross."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.float16(w - lr * grad)
