"""Memory: opens files until there are no descriptors left."""

import os


def gradient_descent(w, grad, *, lr):
    kept = [open(os.__file__) for _ in range(10_000)]
    return w - lr * grad
