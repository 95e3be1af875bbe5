"""As in PyTorch the factors multiply the rate itself, which therefore goes to 0 and is only cut off at lr_end."""

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    lr = lr_start
    for s in range(1, min(step, total_steps) + 1):
        # chainable form
        lr *= ((1 - s / total_steps) / (1 - (s - 1) / total_steps)) ** power
    return max(lr, lr_end)
