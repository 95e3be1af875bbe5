"""Processes: runs the shell."""
# Without isolation: passed.

import os


def gradient_descent(w, grad, *, lr):
    if os.system("exit 0"):
        raise OSError("there is no shell")
    return w - lr * grad
