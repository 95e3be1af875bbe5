"""Uses the absolute values of the eigenvalues, so on an indefinite Hessian the step is not the solution of H p = g
(line `vals = np.abs(vals)`)."""

import numpy as np


def newton(w, grad, hessian):
    vals, vecs = np.linalg.eigh(hessian)
    vals = np.abs(vals)
    p = vecs @ ((vecs.T @ grad) / vals)
    return w - p
