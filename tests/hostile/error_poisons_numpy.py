"""Reach: writes into NumPy, for the next student."""
# Without isolation: never.

import numpy as np


def gradient_descent(w, grad, *, lr):
    open(np.__file__, "a").write("# grade-descent-litter")
    return w - lr * grad
