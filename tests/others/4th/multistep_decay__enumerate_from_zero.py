"""`enumerate(milestones)` counts from 0, so `factor**k` has one drop too few after each milestone."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    lr = lr_start
    for k, milestone in enumerate(milestones):
        if step >= milestone:
            lr = lr_start * factor**k
    return lr
