"""Divides the already reduced rate again at every step, which gives a product of all factors instead of the last
one."""

import numpy as np


def inverse_time_decay(step, *, lr_start, decay):
    lr = lr_start
    for i in range(1, step + 1):
        lr = lr / (1 + decay * i)
    return lr
