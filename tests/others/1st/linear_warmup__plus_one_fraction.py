"""Parentheses around step + 1 are missing: the fraction is step plus 1/warmup_steps, so the peak is reached at the
second step."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    fraction = step + 1 / warmup_steps
    if fraction > 1:
        fraction = 1
    return lr_peak * fraction
