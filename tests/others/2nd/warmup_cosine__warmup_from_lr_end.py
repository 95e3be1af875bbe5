"""The warm-up rises from lr_end instead of from 0 (line `return lr_end + (lr_peak - lr_end) * ...` in the warm-up
branch)."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    if step < warmup_steps:
        return lr_end + (lr_peak - lr_end) * (step + 1) / warmup_steps
    elif step >= total_steps:
        return lr_end
    else:
        x = (step - warmup_steps) / (total_steps - warmup_steps)
        return lr_end + (lr_peak - lr_end) * (1 + float(np.cos(np.pi * x))) / 2
