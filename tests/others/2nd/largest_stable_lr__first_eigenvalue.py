"""Eigvalsh sorts ascending, so [0] is the smallest eigenvalue, not the largest (line `largest = ...[0]`)."""

import numpy as np


def largest_stable_lr(hessian):
    largest = np.linalg.eigvalsh(hessian)[0]
    if largest > 0:
        return float(2 / largest)
    return np.inf
