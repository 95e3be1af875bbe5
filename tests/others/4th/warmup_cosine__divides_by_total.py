"""`/ total_steps` in the `progress` line instead of total_steps - warmup_steps, so the cosine never arrives at
lr_end."""

import math

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    if step < warmup_steps:
        return lr_peak * (step + 1) / warmup_steps
    progress = (min(step, total_steps) - warmup_steps) / total_steps
    return lr_end + (lr_peak - lr_end) * 0.5 * (1 + math.cos(math.pi * progress))
