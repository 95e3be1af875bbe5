"""Neighbours: a handle on the process that started it."""
# Without isolation: passed.

import os


def gradient_descent(w, grad, *, lr):
    os.close(os.pidfd_open(os.getppid() or 1))
    return w - lr * grad
