"""The paper's formula with lr_peak in place of d_model**-0.5: the peak is lr_peak/sqrt(warmup_steps) instead of
lr_peak (return line)."""

import numpy as np


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    step_num = step + 1
    return lr_peak * min(step_num**-0.5, step_num * warmup_steps**-1.5)
