"""Death: ends the process while the file is read."""

import os

os._exit(0)


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
