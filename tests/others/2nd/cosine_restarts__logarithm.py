"""The closed form for the number of cycles divides by log(1) = 0 for cycle_factor = 1, and the rounded logarithm
misses restarts such as step 121 with first_cycle 1, cycle_factor 3 (line `n = ...`)."""

import math

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    # geometric series: first_cycle * (f**n - 1) / (f - 1) <= step
    n = int(math.log(step / first_cycle * (cycle_factor - 1) + 1, cycle_factor))
    k = step - first_cycle * sum(cycle_factor**i for i in range(n))
    T = first_cycle * cycle_factor**n
    return lr_end + (lr_start - lr_end) * (1 + math.cos(math.pi * k / T)) / 2
