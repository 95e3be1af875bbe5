"""Pi is rounded to 3.14, which is wrong in the third digit (line `PI = 3.14`)."""

import numpy as np

PI = 3.14


def x_cos_pi_x(x):
    return x * np.cos(PI * x)
