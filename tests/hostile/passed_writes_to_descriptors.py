"""Memory: writes past print; it goes nowhere."""

import os


def gradient_descent(w, grad, *, lr):
    os.write(1, b'x' * 10**6)
    os.write(2, b'x' * 10**6)
    return w - lr * grad
