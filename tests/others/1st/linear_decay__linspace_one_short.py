"""Linspace with total_steps points reaches lr_end at step total_steps - 1, one step early, with all rates between too
low."""

import numpy as np


def linear_decay(step, *, lr_start, lr_end, total_steps):
    rates = np.linspace(lr_start, lr_end, total_steps)
    if step >= total_steps:
        return float(lr_end)
    return float(rates[step])
