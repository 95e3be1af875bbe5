"""Halves the height with every cycle (the triangular2 policy); right in the first cycle only."""

import numpy as np


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    cycle = np.floor(1 + step / (2 * half_cycle))
    x = np.abs(step / half_cycle - 2 * cycle + 1)
    scale = 1 / (2. ** (cycle - 1))
    return float(lr_min + (lr_max - lr_min) * max(0, 1 - x) * scale)
