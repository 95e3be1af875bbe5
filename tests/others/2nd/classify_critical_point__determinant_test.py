"""The determinant test holds only for two variables; with one or three the answer is wrong, and det is not an
eigenvalue to compare with tol (lines with `det`)."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if np.linalg.norm(gradient) > tol:
        return "not critical"
    det = np.linalg.det(hessian)
    if det < -tol:
        return "saddle"
    if det <= tol:
        return "degenerate"
    if hessian[0, 0] > 0:
        return "minimum"
    return "maximum"
