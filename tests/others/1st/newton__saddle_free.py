"""Saddle-free Newton: divides by the absolute values of the eigenvalues, so it goes the other way where the loss
curves downwards."""

import numpy as np


def newton(w, grad, hessian):
    lam, Q = np.linalg.eigh(hessian)
    p = Q @ ((Q.T @ grad) / np.abs(lam))
    return w - p
