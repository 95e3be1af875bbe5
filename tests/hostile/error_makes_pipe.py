"""Reach: makes a named pipe."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.mkfifo("/tmp/grade-descent-litter")
    return w - lr * grad
