"""Missing brackets: lr_start + decay*step, the rate grows."""

import numpy as np


def inverse_time_decay(step, *, lr_start, decay):
    lr = lr_start / 1 + decay * step
    return lr
