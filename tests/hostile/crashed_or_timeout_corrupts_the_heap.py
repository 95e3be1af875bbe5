"""Death: frees memory twice."""

import ctypes


def gradient_descent(w, grad, *, lr):
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    block = ctypes.c_void_p(libc.malloc(100))
    libc.free(block)
    libc.free(block)
    return w - lr * grad
