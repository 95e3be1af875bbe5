"""Lets the fall last peak_step steps, as long as the rise, so lr_end is reached at 2*peak_step and not at
total_steps."""

import numpy as np


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    step = min(step, total_steps)
    if step <= peak_step:
        x = step / peak_step
        a, b = lr_start, lr_max
    else:
        x = min((step - peak_step) / peak_step, 1)
        a, b = lr_max, lr_end
    return float(b + (a - b) * (1 + np.cos(np.pi * x)) / 2)
