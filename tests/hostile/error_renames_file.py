"""Reach: renames a file of the teacher's."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.rename("__SECRET__", "/tmp/grade-descent-litter")
    return w - lr * grad
