"""Eigenvalues below damping are raised to damping instead of damping being added to all of them (line `vals =
np.maximum(vals, damping)`)."""

import numpy as np


def damped_newton(w, grad, hessian, *, damping):
    vals, vecs = np.linalg.eigh(hessian)
    vals = np.maximum(vals, damping)
    p = vecs @ ((vecs.T @ grad) / vals)
    return w - p
