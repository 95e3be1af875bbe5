"""Reach: lists /."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    print(os.listdir(os.path.expanduser("/")))
    return w - lr * grad
