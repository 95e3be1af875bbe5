"""Elementwise product summed over the wrong axis: right for diagonal Hessians only."""

import numpy as np


def newton(w, grad, hessian):
    p = (np.linalg.inv(hessian) * grad).sum(axis=0)
    return w - p
