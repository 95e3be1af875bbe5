"""Drops one step early, floor((1 + step)/step_size), as in a much copied Keras tutorial."""

import numpy as np


def step_decay(step, *, lr_start, factor, step_size):
    drops = np.floor((1 + step) / step_size)
    return float(lr_start * np.power(factor, drops))
