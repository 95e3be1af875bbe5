"""`values[0]` is the smallest eigenvalue, as eigvalsh sorts upwards (R's eigen sorts downwards)."""

import numpy as np


def largest_stable_lr(hessian):
    values = np.linalg.eigvalsh(hessian)
    largest = values[0]
    if largest > 0:
        return float(2 / largest)
    return float("inf")
