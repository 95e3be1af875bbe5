"""The step is not limited to total_steps, so afterwards the base is negative: complex with a fractional power, rising
again with an even one (line `left = 1 - step / total_steps`)."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    left = 1 - step / total_steps
    return lr_end + (lr_start - lr_end) * left**power
