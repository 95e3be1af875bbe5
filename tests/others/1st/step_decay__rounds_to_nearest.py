"""Rounds step/step_size to the nearest integer, so the first drop comes after half of step_size."""

import numpy as np


def step_decay(step, *, lr_start, factor, step_size):
    drops = round(step / step_size)
    return lr_start * factor ** drops
