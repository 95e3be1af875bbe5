"""Time: writes out a number with a hundred million digits."""

import sys


def gradient_descent(w, grad, *, lr):
    sys.set_int_max_str_digits(0)
    str(1 << (1 << 27))
    return w - lr * grad
