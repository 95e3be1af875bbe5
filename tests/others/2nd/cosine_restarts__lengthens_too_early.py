"""The cycle is lengthened before the ended one is subtracted, so k becomes negative (lines `T = T * cycle_factor` and
`k = k - T` are in the wrong order)."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    T = first_cycle
    k = step
    while k >= T:
        T = T * cycle_factor
        k = k - T
    x = k / T
    return float(lr_end + (lr_start - lr_end) * 0.5 * (1 + np.cos(np.pi * x)))
