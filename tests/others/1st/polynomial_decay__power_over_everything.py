"""Raises lr_start - lr_end to the power as well."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    x = min(step, total_steps) / total_steps
    drop = ((lr_start - lr_end) * (1 - x)) ** power
    return lr_end + drop
