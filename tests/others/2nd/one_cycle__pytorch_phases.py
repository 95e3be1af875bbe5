"""Both phases end one step early, as in PyTorch (lines `up_end` and `down_end`); peak_step = 1 divides by zero."""

import math

import numpy as np


def annealing_cos(start, end, pct):
    cos_out = math.cos(math.pi * pct) + 1
    return end + (start - end) / 2.0 * cos_out


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    up_end = peak_step - 1
    down_end = total_steps - 1
    step_num = min(step, down_end)
    if step_num <= up_end:
        return annealing_cos(lr_start, lr_max, step_num / up_end)
    return annealing_cos(lr_max, lr_end, (step_num - up_end) / (down_end - up_end))
