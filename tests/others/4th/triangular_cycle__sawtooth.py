"""`step % half_cycle` instead of 2*half_cycle: the rate only rises and jumps back, never falls."""

import numpy as np


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    x = (step % half_cycle) / half_cycle
    return lr_min + (lr_max - lr_min) * (1 - abs(x - 1))
