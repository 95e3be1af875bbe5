"""Processes: forks."""
# Without isolation: passed.

import os


def gradient_descent(w, grad, *, lr):
    if os.fork() == 0:
        os._exit(0)
    return w - lr * grad
