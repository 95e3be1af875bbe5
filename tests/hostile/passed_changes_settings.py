"""Behaviour: changes settings of Python and NumPy for everybody."""

import os
import sys
import warnings

import numpy as np


def gradient_descent(w, grad, *, lr):
    np.seterr(all="raise")
    warnings.simplefilter("error")
    os.environ["PYTHONHASHSEED"] = "1"
    sys.setrecursionlimit(60 + len(__import__("inspect").stack(0)))
    return w - lr * grad
