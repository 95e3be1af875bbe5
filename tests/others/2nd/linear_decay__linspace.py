"""Linspace with total_steps points reaches lr_end at step total_steps - 1, one step early, and all rates between are
too low (line `rates = np.linspace(...)`)."""

import numpy as np


def linear_decay(step, *, lr_start, lr_end, total_steps):
    rates = np.linspace(lr_start, lr_end, total_steps)
    if step < total_steps:
        return float(rates[step])
    return float(lr_end)
