"""Takes the absolute values of the curvatures (saddle-free Newton); wrong where the Hessian has a negative
eigenvalue."""

import numpy as np


def newton(w, grad, hessian):
    eigenvalues, Q = np.linalg.eigh(hessian)
    scaled = (Q.T @ grad) / np.abs(eigenvalues)
    p = Q @ scaled
    return w - p
