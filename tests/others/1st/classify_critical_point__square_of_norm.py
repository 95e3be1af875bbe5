"""Compares the squared norm with tol, so with tol = 1e-6 gradients up to 1e-3 count as critical."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if gradient @ gradient > tol:
        return "not critical"
    eig = np.linalg.eigvalsh(hessian)
    if eig[0] < -tol and eig[-1] > tol:
        return "saddle"
    if eig[0] > tol:
        return "minimum"
    if eig[-1] < -tol:
        return "maximum"
    return "degenerate"
