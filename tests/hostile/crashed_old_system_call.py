"""Death: machine code that calls the kernel the 32-bit way."""
# Without isolation: any.

import ctypes
import mmap
import os
import platform


def gradient_descent(w, grad, *, lr):
    if platform.machine() != 'x86_64':
        os._exit(1)
    code = mmap.mmap(-1, 4096, prot=7)
    code.write(b'\xb8\x14\x00\x00\x00\xcd\x80\xc3')
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
    return w - lr * grad
