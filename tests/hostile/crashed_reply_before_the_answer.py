"""Forging: writes an answer of its own before the real one."""

import os
import struct

HEADER = b'["d",[["layouts",["l",[]]],["ends",["l",[]]]]]'


def gradient_descent(w, grad, *, lr):
    os.write(3, b"GDw1\x06" + struct.pack("<III", 0, len(HEADER), 0) + HEADER)
    return w - lr * grad
