"""Forging: says that everything is done."""

import os
import struct

HEADER = b'["d",[]]'


def gradient_descent(w, grad, *, lr):
    os.write(3, struct.pack("<4sBIII", b"GDw1", 6, 0, len(HEADER), 0) + HEADER)
    os._exit(0)
    return w - lr * grad
