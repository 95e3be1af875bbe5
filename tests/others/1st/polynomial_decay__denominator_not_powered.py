"""Only the numerator of the remaining part gets the power, total_steps does not."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    if step >= total_steps:
        return float(lr_end)
    remaining = total_steps - step
    return lr_end + (lr_start - lr_end) * remaining ** power / total_steps
