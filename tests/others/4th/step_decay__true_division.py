"""`k = step / step_size`: true division instead of //, a smooth curve instead of stairs."""

import numpy as np


def step_decay(step, *, lr_start, factor, step_size):
    k = step / step_size
    lr = lr_start * factor**k
    return lr
