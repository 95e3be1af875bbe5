"""Secrets: there is nothing to read on standard input."""

import os


def gradient_descent(w, grad, *, lr):
    assert os.read(0, 100) == b""
    return w - lr * grad
