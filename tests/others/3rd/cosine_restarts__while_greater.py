"""> in place of >=: the first step of each later cycle has lr_end and not lr_start."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    T = first_cycle
    k = step
    while k > T:
        k -= T
        T *= cycle_factor
    return float(lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi * k / T)) / 2)
