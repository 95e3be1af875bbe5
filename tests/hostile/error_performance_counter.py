"""Kernel: counts the events of other processes."""
# Without isolation: any.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.syscall(298, ctypes.create_string_buffer(120), 0, -1, -1, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
