"""Np.interp's second support point is at warmup_steps instead of warmup_steps - 1, so the peak comes one step late
and the rises have the wrong size."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    first_rate = lr_peak / warmup_steps
    return float(np.interp(step, [0, warmup_steps], [first_rate, lr_peak]))
