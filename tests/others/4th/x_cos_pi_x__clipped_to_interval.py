"""`x = np.clip(x, -1.0, 2.0)` gives every point outside of [-1, 2] the value at the nearer end."""

import numpy as np


def x_cos_pi_x(x):
    x = np.clip(x, -1.0, 2.0)
    return x * np.cos(np.pi * x)
