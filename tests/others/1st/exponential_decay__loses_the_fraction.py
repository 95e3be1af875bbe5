"""Takes decay for the part that is lost at each step and multiplies by 1 - decay."""

import numpy as np


def exponential_decay(step, *, lr_start, decay):
    lr = lr_start * (1 - decay) ** step
    return float(lr)
