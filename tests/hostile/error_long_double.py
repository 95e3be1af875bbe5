"""Return values: longer floats than anybody asked for."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    return np.asarray(w - lr * grad, dtype=np.longdouble)
