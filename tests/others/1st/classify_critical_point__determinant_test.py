"""Uses the 2-d determinant test for every size: with n = 3 a maximum has det < 0 and is called saddle, n = 1
likewise, and det is compared with tol."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if np.linalg.norm(gradient) > tol:
        return "not critical"
    det = np.linalg.det(hessian)
    if det < -tol:
        return "saddle"
    elif abs(det) <= tol:
        return "degenerate"
    elif hessian[0, 0] > 0:
        return "minimum"
    else:
        return "maximum"
