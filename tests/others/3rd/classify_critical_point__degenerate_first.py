"""Asks for a zero eigenvalue before it asks for a saddle: curvatures -1, 0, 1 are called degenerate."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    eig = np.linalg.eigvalsh(hessian)
    if np.sqrt(np.sum(gradient ** 2)) > tol:
        return "not critical"
    if np.any(np.abs(eig) <= tol):
        return "degenerate"
    if np.all(eig > 0):
        return "minimum"
    if np.all(eig < 0):
        return "maximum"
    return "saddle"
