"""The falling wave is counted from step 0 over total_steps and not from the peak, so the rate jumps down right after
the peak."""

import numpy as np


def ease(step, start, end, length):
    x = min(step, length) / length
    return float(end + (start - end) * (1 + np.cos(np.pi * x)) / 2)


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    if step <= peak_step:
        return ease(step, lr_start, lr_max, peak_step)
    return ease(step, lr_max, lr_end, total_steps)
