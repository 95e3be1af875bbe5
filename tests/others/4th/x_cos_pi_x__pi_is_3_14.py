"""`PI = 3.14` is too rough for pi."""

import numpy as np

PI = 3.14


def x_cos_pi_x(x):
    return x * np.cos(PI * x)
