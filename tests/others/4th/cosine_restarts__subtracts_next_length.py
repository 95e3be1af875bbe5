"""T is lengthened before `k = k - T`, so the length of the next cycle is subtracted instead of that of the cycle that
has ended; wrong from the second cycle on if cycle_factor > 1."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    n = 0
    k = step
    T = first_cycle
    while k >= T:
        n += 1
        T = first_cycle * cycle_factor**n
        k = k - T
    x = k / T
    lr = lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi * x)) / 2
    return float(lr)
