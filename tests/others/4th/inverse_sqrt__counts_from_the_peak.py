"""`steps_after_warmup = step - warmup_steps + 1` counts from the end of the warm-up instead of
sqrt(warmup_steps/(step + 1)), so the rate falls much too fast after the peak."""

import math

import numpy as np


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    if step < warmup_steps:
        return lr_peak * (step + 1) / warmup_steps
    steps_after_warmup = step - warmup_steps + 1
    return lr_peak / math.sqrt(steps_after_warmup)
