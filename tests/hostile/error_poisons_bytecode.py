"""Reach: writes compiled code beside the standard library."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    open(os.path.join(os.path.dirname(os.__file__), "__pycache__", "grade-descent-litter.pyc"), "wb")
    return w - lr * grad
