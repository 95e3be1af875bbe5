"""Processes: a terminal of its own."""
# Without isolation: passed.

import os


def gradient_descent(w, grad, *, lr):
    os.openpty()
    return w - lr * grad
