"""The way down is divided by total_steps instead of total_steps - peak_step, so lr_end is not reached (line `x =
(min(step, total_steps) - peak_step) / total_steps`)."""

import numpy as np


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    def ease(a, b, x):
        return float(b + (a - b) * (1 + np.cos(np.pi * x)) / 2)

    if step <= peak_step:
        x = step / peak_step
        return ease(lr_start, lr_max, x)
    x = (min(step, total_steps) - peak_step) / total_steps
    return ease(lr_max, lr_end, x)
