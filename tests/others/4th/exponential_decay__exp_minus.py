"""`math.exp(-decay * step)` instead of decay**step."""

import math

import numpy as np


def exponential_decay(step, *, lr_start, decay):
    return lr_start * math.exp(-decay * step)
