"""Calls it a saddle only if as many curvatures go up as down (and also when all are 0); (+, +, -) becomes
degenerate."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    slope = np.sqrt(np.sum(gradient ** 2))
    if slope > tol:
        return "not critical"
    values = np.linalg.eigvalsh(hessian)
    signs = np.where(values > tol, 1, np.where(values < -tol, -1, 0))
    total = signs.sum()
    if total == len(values):
        return "minimum"
    elif total == -len(values):
        return "maximum"
    elif total == 0:
        return "saddle"
    return "degenerate"
