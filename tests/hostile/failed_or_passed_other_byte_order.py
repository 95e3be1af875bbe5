"""Return values: the right numbers in the other byte order."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.asarray(w - lr * grad).astype(">f8")
