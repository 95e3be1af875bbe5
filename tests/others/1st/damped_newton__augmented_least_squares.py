"""The stacked least squares problem solves (H^2 + damping I) p = H g and not (H + damping I) p = g."""

import numpy as np


def damped_newton(w, grad, hessian, *, damping):
    n = len(w)
    # Levenberg as one least squares problem, no need to form the normal equations
    A = np.vstack([hessian, np.sqrt(damping) * np.eye(n)])
    b = np.concatenate([grad, np.zeros(n)])
    p = np.linalg.lstsq(A, b, rcond=None)[0]
    return w - p
