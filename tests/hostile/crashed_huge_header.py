"""Forging: announces a message of 4 gigabytes."""

import os
import struct


def gradient_descent(w, grad, *, lr):
    os.write(3, struct.pack("<4sBIII", b"GDw1", 5, 0, 2**32 - 1, 2**32 - 1))
    return w - lr * grad
