"""Reach: makes a symbolic link."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.symlink("/etc/passwd", "/tmp/grade-descent-litter")
    return w - lr * grad
