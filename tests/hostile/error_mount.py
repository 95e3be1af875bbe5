"""Kernel: mounts a file system."""
# Without isolation: never.

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def gradient_descent(w, grad, *, lr):
    if libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return w - lr * grad
