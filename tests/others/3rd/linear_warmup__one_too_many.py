"""<= lets step warmup_steps exceed the peak: lr_peak*(warmup_steps + 1)/warmup_steps."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    if step <= warmup_steps:
        return lr_peak * (step + 1) / warmup_steps
    else:
        return lr_peak
