"""Forging: empties the list of modules."""

import sys


def gradient_descent(w, grad, *, lr):
    sys.modules.clear()
    return w + lr * grad
