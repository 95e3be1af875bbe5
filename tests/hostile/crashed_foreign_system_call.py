"""Death: calls the kernel in the numbering of another architecture."""
# Without isolation: passed.

import ctypes
import os
import platform


def gradient_descent(w, grad, *, lr):
    if platform.machine() != 'x86_64':
        os._exit(1)
    ctypes.CDLL(None).syscall(0x40000000 + 39)
    return w - lr * grad
