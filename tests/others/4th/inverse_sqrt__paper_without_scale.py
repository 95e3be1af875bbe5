"""The paper's formula in the return line lacks the factor sqrt(warmup_steps), so the peak is
lr_peak/sqrt(warmup_steps)."""

import numpy as np


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    step_num = step + 1
    return lr_peak * min(step_num ** (-0.5), step_num * warmup_steps ** (-1.5))
