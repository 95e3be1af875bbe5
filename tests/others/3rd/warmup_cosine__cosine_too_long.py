"""The cosine after the warm-up is total_steps long, so lr_end is reached at warmup_steps + total_steps."""

import numpy as np


def _cosine(k, high, low, length):
    k = min(k, length)
    return low + (high - low) * (1 + np.cos(np.pi * k / length)) / 2


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    if step < warmup_steps:
        return lr_peak * (step + 1) / warmup_steps
    return float(_cosine(step - warmup_steps, lr_peak, lr_end, total_steps))
