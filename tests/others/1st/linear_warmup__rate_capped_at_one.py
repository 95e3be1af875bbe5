"""Limits the rate itself to 1 and not the fraction, so the rate climbs beyond lr_peak after the warm-up."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    return min(1.0, lr_peak * (step + 1) / warmup_steps)
