"""Return values: an array of objects that would run code when unpickled."""

import os

import numpy as np


class Trap:
    def __reduce__(self):
        return os.system, ("touch /tmp/grade-descent-litter",)


def gradient_descent(w, grad, *, lr):
    return np.array([Trap()], dtype=object)
