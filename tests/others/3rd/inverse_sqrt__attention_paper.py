"""The paper's formula with lr_peak as its scale: smaller by sqrt(warmup_steps), the peak is not lr_peak."""

import numpy as np


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    step_num = step + 1
    return lr_peak * min(step_num ** -0.5, step_num * warmup_steps ** -1.5)
