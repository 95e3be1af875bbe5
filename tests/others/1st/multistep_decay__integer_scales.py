"""Ones_like(milestones) is an int64 array, so a factor such as 0.1 is stored as 0 and the rate becomes 0."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    scales = np.ones_like(milestones)
    scales[milestones <= step] = factor
    return float(lr_start * np.prod(scales))
