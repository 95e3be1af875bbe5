"""Reach: lists /tmp."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    print(os.listdir(os.path.expanduser("/tmp")))
    return w - lr * grad
