"""Death: overwrites the interpreter's own objects."""

import ctypes


def gradient_descent(w, grad, *, lr):
    ctypes.memset(id(w), 255, 1 << 14)
    del w
