"""Cholesky knows no tol: eigenvalues between 0 and tol (or -tol and 0) give minimum/maximum instead of degenerate."""

import numpy as np


def _positive_definite(matrix):
    try:
        np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        return False
    return True


def classify_critical_point(gradient, hessian, *, tol):
    if np.linalg.norm(gradient) > tol:
        return "not critical"
    if _positive_definite(hessian):
        return "minimum"
    if _positive_definite(-hessian):
        return "maximum"
    curvatures = np.linalg.eigvalsh(hessian)
    if curvatures[0] < -tol and curvatures[-1] > tol:
        return "saddle"
    return "degenerate"
