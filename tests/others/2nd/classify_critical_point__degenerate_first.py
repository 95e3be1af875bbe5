"""Any eigenvalue near 0 gives "degenerate" before the saddle is tested, so eigenvalues -1, 0, 1 are not called a
saddle (line `if np.any(np.abs(eig) <= tol)`)."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    eig = np.linalg.eigvalsh(hessian)
    if np.sqrt(np.sum(gradient**2)) > tol:
        kind = "not critical"
    elif np.any(np.abs(eig) <= tol):
        kind = "degenerate"
    elif np.all(eig > tol):
        kind = "minimum"
    elif np.all(eig < -tol):
        kind = "maximum"
    else:
        kind = "saddle"
    return kind
