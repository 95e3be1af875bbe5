"""Neighbours: reads the memory of the process that started it."""
# Without isolation: any.

import ctypes
import os


def gradient_descent(w, grad, *, lr):
    there = (ctypes.c_void_p * 2)(id(w), 8)
    if ctypes.CDLL(None, use_errno=True).process_vm_readv(os.getppid(), there, 1, there, 1, 0) < 0:
        raise OSError("refused")
    return w - lr * grad
