"""The cycle number lacks the 1 + of the published formula, so x is never below 1 and the rate stays at lr_min (line
`cycle = ...`)."""

import numpy as np


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    cycle = np.floor(step / (2 * half_cycle))
    x = np.abs(step / half_cycle - 2 * cycle + 1)
    lr = lr_min + (lr_max - lr_min) * np.maximum(0, 1 - x)
    return float(lr)
