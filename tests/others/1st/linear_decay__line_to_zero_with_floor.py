"""The line goes to 0 and is cut off at lr_end, instead of going to lr_end."""

import numpy as np


def linear_decay(step, *, lr_start, lr_end, total_steps):
    remaining = max(0, total_steps - step) / total_steps
    return max(lr_end, lr_start * remaining)
