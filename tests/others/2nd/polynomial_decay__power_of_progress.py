"""1 - x**power instead of (1 - x)**power (line `left = 1 - progress**power`)."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    progress = min(step / total_steps, 1.0)
    left = 1 - progress**power
    return lr_end + left * (lr_start - lr_end)
