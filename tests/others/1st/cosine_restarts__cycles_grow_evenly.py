"""Every cycle is longer by the same amount (1, 2, 3, 4 times first_cycle for factor 2) instead of by a factor; the
first two cycles are right."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    growth = first_cycle * (cycle_factor - 1)
    k, T = step, first_cycle
    while k >= T:
        k -= T
        T += growth
    return lr_end + 0.5 * (lr_start - lr_end) * (1 + np.cos(np.pi * k / T))
