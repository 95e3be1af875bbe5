"""`lr -= lr * decay` multiplies by 1 - decay at every step instead of by decay."""

import numpy as np


def exponential_decay(step, *, lr_start, decay):
    lr = lr_start
    for _ in range(step):
        lr -= lr * decay
    return lr
