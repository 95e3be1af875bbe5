"""`step / total_steps` in the return line is not limited to 1, so the rate rises again after total_steps."""

import math

import numpy as np


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    """eta_min + 1/2 (eta_max - eta_min) (1 + cos(T_cur / T_max * pi))"""
    return lr_end + 0.5 * (lr_start - lr_end) * (1 + math.cos(math.pi * step / total_steps))
