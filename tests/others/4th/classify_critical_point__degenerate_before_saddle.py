"""The check `np.any(np.abs(eigenvalues) <= tol)` comes before the saddle, so eigenvalues of both signs with another
near 0 are called degenerate."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if np.linalg.norm(gradient) > tol:
        return "not critical"
    eigenvalues = np.linalg.eigvalsh(hessian)
    if np.any(np.abs(eigenvalues) <= tol):
        return "degenerate"
    if np.all(eigenvalues > tol):
        return "minimum"
    if np.all(eigenvalues < -tol):
        return "maximum"
    return "saddle"
