"""Processes: chooses where others may run."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    os.sched_setaffinity(0, {0})
    return w - lr * grad
