"""Max(largest, 1e-12) gives 2e12 instead of inf where nothing curves."""

import numpy as np


def largest_stable_lr(hessian):
    largest = np.linalg.eigvalsh(hessian).max()
    return float(2.0 / max(largest, 1e-12))
