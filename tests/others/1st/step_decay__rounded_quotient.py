"""Rounds step/step_size to the nearest whole number, so that the drops come half a stair too early."""

import numpy as np


def step_decay(step, *, lr_start, factor, step_size):
    # round: 3.0 may come out as 2.9999999 in floating point
    drops = int(round(step / step_size))
    return lr_start * factor**drops
