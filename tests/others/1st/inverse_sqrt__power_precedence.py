"""** binds tighter than /, so this is half of 1/(step + 1) and not one over the root."""

import numpy as np


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    warm = (step + 1) / warmup_steps
    decay = warmup_steps ** 0.5 * (step + 1) ** -1/2
    return float(lr_peak * min(warm, decay))
