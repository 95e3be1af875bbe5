"""Adds the damping only when the Hessian is not positive definite."""

import numpy as np


def damped_newton(w, grad, hessian, *, damping):
    H = hessian.copy()
    if np.linalg.eigvalsh(H).min() <= 0:
        H = H + damping * np.eye(len(w))
    p = np.linalg.solve(H, grad)
    return w - p
