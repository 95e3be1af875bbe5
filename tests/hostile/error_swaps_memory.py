"""Kernel: looks which pages of shared files are in memory, which tells what others read."""
# Without isolation: any.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.mincore(ctypes.c_void_p(id(w) & ~4095), 4096, ctypes.create_string_buffer(8)) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
