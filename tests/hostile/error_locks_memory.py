"""Memory: keeps its memory from being swapped out."""
# Without isolation: any.

import ctypes


def gradient_descent(w, grad, *, lr):
    if ctypes.CDLL(None, use_errno=True).mlockall(3):
        raise OSError("refused")
    return w - lr * grad
