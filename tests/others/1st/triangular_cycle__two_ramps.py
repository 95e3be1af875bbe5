"""Two linspace ramps with both end points: the top and the bottom come twice, and the slope is (lr_max -
lr_min)/(half_cycle - 1)."""

import numpy as np


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    up = np.linspace(lr_min, lr_max, half_cycle)
    one_period = np.concatenate([up, up[::-1]])
    return float(one_period[step % len(one_period)])
