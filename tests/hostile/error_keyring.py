"""Kernel: hides a message in the kernel's keyring."""
# Without isolation: never.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.syscall(248, b'user', b'grade-descent-litter', b'x', 1, -2) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
