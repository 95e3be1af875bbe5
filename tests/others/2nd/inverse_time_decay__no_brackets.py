"""Missing brackets: lr_start/1 + decay*step, which grows (return line)."""

import numpy as np


def inverse_time_decay(step, *, lr_start, decay):
    return float(lr_start / 1 + decay * step)
