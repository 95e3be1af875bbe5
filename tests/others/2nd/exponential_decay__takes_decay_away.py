"""Each step takes the part decay away instead of multiplying by decay: (1 - decay)**step (line `lr -= decay *
lr`)."""

import numpy as np


def exponential_decay(step, *, lr_start, decay):
    lr = lr_start
    for _ in range(step):
        lr -= decay * lr
    return lr
