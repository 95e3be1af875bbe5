"""`elif step > warmup_steps` sends step == warmup_steps to the warm-up branch, whose rate is lr_peak*(warmup_steps +
1)/warmup_steps there, above the peak."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    if step > total_steps:
        lr = lr_end
    elif step > warmup_steps:
        x = (step - warmup_steps) / (total_steps - warmup_steps)
        lr = lr_end + (lr_peak - lr_end) * (1 + np.cos(np.pi * x)) / 2
    else:
        lr = lr_peak * (step + 1) / warmup_steps
    return float(lr)
