"""Multiplies cos(pi) by x instead of taking cos(pi*x): a straight line that starts at the middle."""

import numpy as np


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    if step > total_steps:
        step = total_steps
    x = step / total_steps
    lr = lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi) * x) / 2
    return float(lr)
