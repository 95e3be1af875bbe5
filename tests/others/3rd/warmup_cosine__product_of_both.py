"""Multiplies the warm-up with a cosine that runs from step 0, so the peak is never reached."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    warm = min(1.0, (step + 1) / warmup_steps)
    x = min(step, total_steps) / total_steps
    cosine = lr_end + (lr_peak - lr_end) * (1 + np.cos(np.pi * x)) / 2
    return float(warm * cosine)
