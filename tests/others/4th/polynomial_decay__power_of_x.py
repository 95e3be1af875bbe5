"""`(1 - x**power)` instead of (1 - x)**power."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    x = min(step, total_steps) / total_steps
    return lr_end + (lr_start - lr_end) * (1 - x**power)
