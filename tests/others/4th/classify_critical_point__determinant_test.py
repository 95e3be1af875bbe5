"""The determinant test (`D = ...`, `D < -tol`, `hessian[0, 0] > 0`) is for two variables only: a maximum in one or
three is called a saddle, a saddle with two downward directions a minimum or maximum; and tol is compared with the
determinant, not with the eigenvalues."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if np.linalg.norm(gradient) > tol:
        return "not critical"
    D = np.linalg.det(hessian)
    if D < -tol:
        return "saddle"
    if abs(D) <= tol:
        return "degenerate"
    if hessian[0, 0] > 0:
        return "minimum"
    return "maximum"
