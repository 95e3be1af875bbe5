"""PyTorch's LinearLR with start_factor 1/warmup_steps over warmup_steps: starts right, but the peak is reached at
step warmup_steps and not at the one before."""

import numpy as np


def linear_warmup(step, *, lr_peak, warmup_steps):
    start_factor = 1.0 / warmup_steps
    progress = min(step, warmup_steps) / warmup_steps
    return lr_peak * (start_factor + (1.0 - start_factor) * progress)
