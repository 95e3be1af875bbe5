"""After the peak the rate falls geometrically instead of along the cosine."""

import numpy as np


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    if step <= peak_step:
        x = step / peak_step
        return lr_start + (lr_max - lr_start) * (1 - np.cos(np.pi * x)) / 2
    x = (min(step, total_steps) - peak_step) / (total_steps - peak_step)
    return lr_max * (lr_end / lr_max) ** x
