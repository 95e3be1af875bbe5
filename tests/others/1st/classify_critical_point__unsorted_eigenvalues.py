"""Takes the first and last of np.linalg.eigvals as lowest and highest, but eigvals does not sort."""

import numpy as np


def classify_critical_point(gradient, hessian, *, tol):
    slope = np.linalg.norm(gradient)
    values = np.linalg.eigvals(hessian)
    lowest, highest = values[0], values[-1]
    if slope > tol:
        kind = "not critical"
    elif highest > tol and lowest < -tol:
        kind = "saddle"
    elif lowest > tol:
        kind = "minimum"
    elif highest < -tol:
        kind = "maximum"
    else:
        kind = "degenerate"
    return kind
