"""`np.linspace(lr_start, lr_end, total_steps)` has total_steps points, so lr_end is reached at total_steps - 1 and
every rate in between is off (division by total_steps - 1)."""

import numpy as np


def linear_decay(step, *, lr_start, lr_end, total_steps):
    rates = np.linspace(lr_start, lr_end, total_steps)
    if step >= total_steps:
        return float(lr_end)
    return float(rates[step])
