"""Returns inf as soon as one eigenvalue is 0 and not only if none is above 0."""

import numpy as np


def largest_stable_lr(hessian):
    curvatures = np.linalg.eigvalsh(hessian)
    if np.any(curvatures <= 0):
        return np.inf
    return float(2 / np.max(curvatures))
