"""Reach: reads a package that is installed beside NumPy."""
# Without isolation: any.

import numpy as np


def gradient_descent(w, grad, *, lr):
    print(open(np.__file__.replace('numpy', 'click')).read())
    return w - lr * grad
