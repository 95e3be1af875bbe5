"""Kernel: sets the clock."""
# Without isolation: never.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.settimeofday(ctypes.create_string_buffer(16), None) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
