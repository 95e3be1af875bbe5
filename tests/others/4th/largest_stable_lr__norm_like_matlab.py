"""Np.linalg.norm of a matrix is the Frobenius norm by default, not the largest eigenvalue as MATLAB's norm; too small
a rate when more than one eigenvalue is positive."""

import numpy as np


def largest_stable_lr(hessian):
    largest = np.linalg.norm(hessian)
    return float(2 / largest) if largest > 0 else np.inf
