"""Kernel: a counter to signal with."""
# Without isolation: any.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.eventfd(0, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
