"""Reach: removes a file of the teacher's."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.remove("__SECRET__")
    return w - lr * grad
