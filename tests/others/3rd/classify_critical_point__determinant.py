"""The determinant test of two dimensions: a maximum in 1 or 3 dimensions is called saddle, a saddle with two falling
directions minimum or maximum."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if np.linalg.norm(gradient) > tol:
        return "not critical"
    D = np.linalg.det(hessian)
    if abs(D) <= tol:
        return "degenerate"
    if D < 0:
        return "saddle"
    return "minimum" if hessian[0, 0] > 0 else "maximum"
