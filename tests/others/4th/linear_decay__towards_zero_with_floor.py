"""`max(lr_end, lr_start * remaining)` falls towards 0 and is cut off at lr_end, instead of a line from lr_start to
lr_end."""

import numpy as np


def linear_decay(step, *, lr_start, lr_end, total_steps):
    remaining = 1 - step / total_steps
    return float(max(lr_end, lr_start * remaining))
