"""PyTorch's three-phase policy: back to lr_start by step 2*peak_step, and only then on to lr_end, whenever there is
room for it."""

import numpy as np


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    step = min(step, total_steps)
    phases = [(0, peak_step, lr_start, lr_max)]
    if 2 * peak_step < total_steps:
        phases += [
            (peak_step, 2 * peak_step, lr_max, lr_start),
            (2 * peak_step, total_steps, lr_start, lr_end),
        ]
    else:
        phases += [(peak_step, total_steps, lr_max, lr_end)]
    for begin, end, a, b in phases:
        if step <= end:
            x = (step - begin) / (end - begin)
            return b + (a - b) * (1 + np.cos(np.pi * x)) / 2
