"""Pi is 3.14."""

import numpy as np


PI = 3.14


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    x = min(step, total_steps) / total_steps
    lr = lr_end + (lr_start - lr_end) * (1 + np.cos(PI * x)) / 2
    return float(lr)
