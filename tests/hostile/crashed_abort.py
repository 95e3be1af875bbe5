"""Death: aborts."""

import os


def gradient_descent(w, grad, *, lr):
    os.abort()
    return w - lr * grad
