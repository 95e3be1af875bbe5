"""Processes: a terminal of its own."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    os.openpty()
    return w - lr * grad
