"""After the warm-up the root counts from the end of the warm-up instead of from step 0, so the rate falls much
faster."""

import numpy as np


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    t = step + 1
    if t <= warmup_steps:
        return lr_peak * t / warmup_steps
    return lr_peak / np.sqrt(t - warmup_steps + 1)
