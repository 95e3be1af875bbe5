"""The closed form (geometric series and logarithm to the base cycle_factor) divides 0 by 0 for cycle_factor = 1 (int
of NaN, ValueError), which is allowed (equally long cycles); besides, the truncated logarithm misses one restart by
rounding (factor 3, first_cycle 1, step 121: log(243)/log(3) is 4.999...)."""

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    # geometric series: first_cycle*(c**n - 1)/(c - 1) <= step
    n = int(np.log(step * (cycle_factor - 1) / first_cycle + 1) / np.log(cycle_factor))
    k = step - first_cycle * (cycle_factor**n - 1) // (cycle_factor - 1)
    T = first_cycle * cycle_factor**n
    return lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi * k / T)) / 2
