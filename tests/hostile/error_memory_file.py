"""Memory: a file that lives in memory only."""
# Without isolation: passed.

import os


def gradient_descent(w, grad, *, lr):
    os.close(os.memfd_create("x"))
    return w - lr * grad
