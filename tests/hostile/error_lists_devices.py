"""Reach: lists /dev."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    print(os.listdir(os.path.expanduser("/dev")))
    return w - lr * grad
