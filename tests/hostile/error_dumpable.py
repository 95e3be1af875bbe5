"""Kernel: lets others read its memory."""
# Without isolation: any.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.prctl(4, 1, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
