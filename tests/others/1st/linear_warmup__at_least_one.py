"""Max(step, 1) gives steps 0 and 1 the same rate, and the peak comes one step late."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    # the very first rate must not be 0
    ticks = min(max(step, 1), warmup_steps)
    return lr_peak * ticks / warmup_steps
