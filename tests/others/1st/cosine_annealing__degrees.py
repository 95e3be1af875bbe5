"""Gives the cosine an angle in degrees (180*x) where it expects radians."""

import numpy as np


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    # half a wave is 180 degrees
    angle = 180 * min(step, total_steps) / total_steps
    wave = (1 + np.cos(angle)) / 2
    return float(lr_end + (lr_start - lr_end) * wave)
