"""Death: ends the program politely."""

import sys


def gradient_descent(w, grad, *, lr):
    sys.exit(0)
    return w - lr * grad
