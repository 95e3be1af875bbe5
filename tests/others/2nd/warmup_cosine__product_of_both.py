"""The cosine runs from step 0 and is multiplied by the warm-up factor, instead of starting at the peak when the warm-
up ends (lines `x = ...` and `return`)."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    warmup_factor = min(1.0, (step + 1) / warmup_steps)
    x = min(step, total_steps) / total_steps
    cosine = lr_end + (lr_peak - lr_end) * (1 + np.cos(np.pi * x)) / 2
    return float(warmup_factor * cosine)
