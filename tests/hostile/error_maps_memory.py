"""Memory: maps a terabyte."""

import mmap


def gradient_descent(w, grad, *, lr):
    mmap.mmap(-1, 1 << 40)
    return w - lr * grad
