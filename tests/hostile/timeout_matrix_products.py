"""Time: keeps NumPy busy."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    a = np.ones((400, 400))
    while True:
        a @ a
    return w - lr * grad
