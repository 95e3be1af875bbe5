"""The cosine is added outside the product, not scaled by lr_start - lr_end (line `lr = ... * 1 / 2 + np.cos(...) /
2`)."""

import numpy as np


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    x = min(step, total_steps) / total_steps
    lr = lr_end + (lr_start - lr_end) * 1 / 2 + np.cos(np.pi * x) / 2
    return float(lr)
