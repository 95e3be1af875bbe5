"""Tests the product of the extreme eigenvalues against -tol: -0.01 and 0.01 with tol 1e-3 are a saddle, but the
product is only -1e-4."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if np.linalg.norm(gradient) > tol:
        return "not critical"
    low, *_, high = np.linalg.eigvalsh(hessian)[[0, -1]]
    if low * high < -tol:
        return "saddle"
    if low > tol:
        return "minimum"
    return "maximum" if high < -tol else "degenerate"
