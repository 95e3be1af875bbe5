"""The position in the cycle is step modulo the cycle's length instead of the steps since its start."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    T, ends = first_cycle, first_cycle
    while step >= ends:
        T *= cycle_factor
        ends += T
    x = (step % T) / T
    return lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi * x)) / 2
