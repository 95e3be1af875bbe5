"""In the first phase `lr_start + (lr_max - lr_start) * (1 + cos)/2` falls from lr_max to lr_start instead of
rising."""

import numpy as np


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    if step <= peak_step:
        x = step / peak_step
        lr = lr_start + (lr_max - lr_start) * (1 + np.cos(np.pi * x)) / 2
    else:
        x = (min(step, total_steps) - peak_step) / (total_steps - peak_step)
        lr = lr_end + (lr_max - lr_end) * (1 + np.cos(np.pi * x)) / 2
    return float(lr)
