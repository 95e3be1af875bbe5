"""Forging: replaces NumPy's own functions."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    for name in ("array", "asarray", "frombuffer", "errstate", "float64", "subtract", "multiply"):
        setattr(np, name, None)
    return w + lr * grad
