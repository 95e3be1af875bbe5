"""Reach: makes a folder."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.makedirs("/tmp/grade-descent-litter")
    return w - lr * grad
