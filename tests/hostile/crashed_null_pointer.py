"""Death: reads from address 0."""

import ctypes


def gradient_descent(w, grad, *, lr):
    ctypes.string_at(0)
    return w - lr * grad
