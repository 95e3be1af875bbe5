"""Multiplies a cosine over all steps (x = step/total_steps) by the warm-up fraction instead of starting the cosine
after the warm-up."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    warm = min(1, (step + 1) / warmup_steps)
    x = min(step, total_steps) / total_steps
    cos_part = (1 + np.cos(np.pi * x)) / 2
    return float((lr_end + (lr_peak - lr_end) * cos_part) * warm)
