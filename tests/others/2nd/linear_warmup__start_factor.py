"""Rises from lr_peak/warmup_steps to lr_peak in warmup_steps instead of warmup_steps - 1 increments, so the peak
comes one step late and all rates between are too low (line `factor = ...`)."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    # like LinearLR(start_factor=1/warmup_steps, total_iters=warmup_steps)
    start_factor = 1.0 / warmup_steps
    done = min(step, warmup_steps) / warmup_steps
    factor = start_factor + (1.0 - start_factor) * done
    return lr_peak * factor
