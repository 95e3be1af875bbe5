"""Kernel: handles its own page faults."""
# Without isolation: any.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.syscall(323, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
