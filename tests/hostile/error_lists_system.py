"""Reach: lists /sys/kernel."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    print(os.listdir(os.path.expanduser("/sys/kernel")))
    return w - lr * grad
