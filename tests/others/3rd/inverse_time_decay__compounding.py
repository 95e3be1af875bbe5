"""Multiplies into the already reduced rate at every iteration; right up to step 1 only."""

import numpy as np


def inverse_time_decay(step, *, lr_start, decay):
    lr = lr_start
    for iteration in range(step + 1):
        lr *= 1.0 / (1.0 + decay * iteration)
    return lr
