"""Reach: empties a file of the teacher's."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.truncate("__SECRET__", 0)
    return w - lr * grad
