"""Kernel: switches the randomisation of addresses off."""
# Without isolation: any.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.personality(0x0040000) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
