"""Goes by the number of downward curvatures: some but not all of them give 'saddle' even if the rest is flat, so
eigenvalues -1 and 0 are called a saddle, not degenerate."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    if np.sqrt(np.sum(np.square(gradient))) > tol:
        return "not critical"
    eigenvalues = np.linalg.eigvalsh(hessian)
    n = eigenvalues.size
    index = np.count_nonzero(eigenvalues < -tol)
    if index == 0:
        return "minimum" if np.all(eigenvalues > tol) else "degenerate"
    # Morse theory: index n is a maximum, anything between is a saddle
    return "maximum" if index == n else "saddle"
