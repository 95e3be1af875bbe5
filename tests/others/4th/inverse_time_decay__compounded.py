"""`lr = lr / (1 + decay * s)` divides the already reduced rate again at each step instead of dividing lr_start
once."""

import numpy as np


def inverse_time_decay(step, *, lr_start, decay):
    lr = lr_start
    for s in range(1, step + 1):
        lr = lr / (1 + decay * s)
    return lr
