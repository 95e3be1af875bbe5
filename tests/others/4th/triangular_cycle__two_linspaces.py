"""`np.linspace(..., half_cycle)` includes both ends, so the rate rises in half_cycle - 1 steps, and top and bottom
are each held for two steps."""

import numpy as np


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    up = np.linspace(lr_min, lr_max, half_cycle)
    down = np.linspace(lr_max, lr_min, half_cycle)
    cycle = np.concatenate([up, down])
    return float(cycle[step % len(cycle)])
