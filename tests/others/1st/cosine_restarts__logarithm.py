"""Int(log(...)) comes out one too small at some restarts (cycle_factor 3: math.log(243, 3) < 5; factor 10:
math.log(1000, 10) < 3), so that step gets lr_end instead of lr_start."""

import math

import numpy as np


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    if cycle_factor == 1:
        k, T = step % first_cycle, first_cycle
    else:
        n = int(math.log(step / first_cycle * (cycle_factor - 1) + 1, cycle_factor))
        k = step - first_cycle * (cycle_factor**n - 1) // (cycle_factor - 1)
        T = first_cycle * cycle_factor**n
    return lr_end + (lr_start - lr_end) * (1 + math.cos(math.pi * k / T)) / 2
