"""Closes the bracket too early: x*cos(pi)*x = -x^2."""

import numpy as np


def x_cos_pi_x(x):
    return x * np.cos(np.pi) * x
