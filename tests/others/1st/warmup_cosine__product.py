"""Multiplies the warm-up factor with a cosine that already runs from step 0 over total_steps."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    x = min(step, total_steps) / total_steps
    cosine = lr_end + (lr_peak - lr_end) * (1 + np.cos(np.pi * x)) / 2
    ramp = min(1.0, (step + 1) / warmup_steps)
    return ramp * cosine
