"""Secrets: no descriptor is open but the protocol's."""

import os


def gradient_descent(w, grad, *, lr):
    for descriptor in range(4, 1000):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        raise AssertionError(descriptor)
    return w - lr * grad
