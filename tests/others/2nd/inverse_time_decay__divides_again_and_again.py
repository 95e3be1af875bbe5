"""The already reduced rate is divided at every step, so the divisors multiply up (line `lr = lr / (1 + decay *
i)`)."""

import numpy as np


def inverse_time_decay(step, *, lr_start, decay):
    lr = lr_start
    for i in range(step + 1):
        lr = lr / (1 + decay * i)
    return lr
