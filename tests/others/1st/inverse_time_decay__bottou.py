"""Bottou's form lr_start/(1 + lr_start*decay*step): decay is multiplied by lr_start."""

import numpy as np


def inverse_time_decay(step, *, lr_start, decay):
    return 1.0 / (1.0 / lr_start + decay * step)
