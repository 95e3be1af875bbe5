"""`np.cos(np.pi / 2 * x)` is a quarter wave instead of (1 + cos(pi x))/2."""

import numpy as np


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    x = min(step, total_steps) / total_steps
    wave = np.cos(np.pi / 2 * x)     # 1 at the start, 0 at the end
    return float(lr_end + (lr_start - lr_end) * wave)
