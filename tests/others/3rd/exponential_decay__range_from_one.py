"""The loop multiplies step - 1 times; steps 0 and 1 have the same rate."""

import numpy as np


def exponential_decay(step, *, lr_start, decay):
    lr = lr_start
    for i in range(1, step):
        lr = lr * decay
    return lr
