"""After the warm-up the root is of step and not of step + 1 (and so the peak comes twice)."""

import numpy as np


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    if step < warmup_steps:
        return lr_peak * (step + 1) / warmup_steps
    decay_factor = lr_peak * warmup_steps ** 0.5
    return decay_factor * step ** -0.5
