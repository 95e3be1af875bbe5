"""Divides the way down by total_steps and not by total_steps - peak_step; lr_end is never reached."""

import numpy as np


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    def ease(a, b, x):
        return b + (a - b) * (1 + np.cos(np.pi * x)) / 2

    step = min(step, total_steps)
    if step <= peak_step:
        return float(ease(lr_start, lr_max, step / peak_step))
    return float(ease(lr_max, lr_end, (step - peak_step) / total_steps))
