"""Kernel: renames the machine."""
# Without isolation: never.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.sethostname(b'x', 1) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
