"""Returns a list and not an array, and a list of length 1 for a 0-d x."""

import numpy as np


def x_cos_pi_x(x):
    x = np.atleast_1d(x)
    values = []
    for xi in x:
        values.append(xi * np.cos(np.pi * xi))
    return values
