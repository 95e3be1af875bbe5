"""Reach: lists /proc."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    print(os.listdir(os.path.expanduser("/proc")))
    return w - lr * grad
