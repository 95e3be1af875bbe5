"""Secrets: the command line says nothing."""

import sys


def gradient_descent(w, grad, *, lr):
    assert "".join(sys.argv) == ""
    return w - lr * grad
