"""`np.abs(curvature)` flips the step in directions with negative curvature, so with an indefinite Hessian it is not
Newton's step."""

import numpy as np


def newton(w, grad, hessian):
    curvature, directions = np.linalg.eigh(hessian)
    g = directions.T @ grad
    p = directions @ (g / np.abs(curvature))
    return w - p
