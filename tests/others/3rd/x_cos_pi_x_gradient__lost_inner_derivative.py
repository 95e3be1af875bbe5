"""Forgets the factor pi of the chain rule."""

import numpy as np


def x_cos_pi_x_gradient(x):
    u, du = x, np.ones_like(x)
    v, dv = np.cos(np.pi * x), -np.sin(np.pi * x)
    return du * v + u * dv
