"""`lr_peak * step / warmup_steps` lacks the + 1, so step 0 has the rate 0 and the peak comes one step late."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    if step < warmup_steps:
        return lr_peak * step / warmup_steps
    return lr_peak
