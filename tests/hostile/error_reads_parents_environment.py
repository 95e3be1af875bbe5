"""Reach: reads the environment of the process that started it."""
# Without isolation: any.

import os


def gradient_descent(w, grad, *, lr):
    print(open(f"/proc/{os.getppid()}/environ").read())
    return w - lr * grad
