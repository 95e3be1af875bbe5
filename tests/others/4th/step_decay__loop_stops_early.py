"""`range(1, step)` leaves out step itself, so each drop comes one step late."""

import numpy as np


def step_decay(step, *, lr_start, factor, step_size):
    lr = lr_start
    for i in range(1, step):
        if i % step_size == 0:
            lr = lr * factor
    return lr
