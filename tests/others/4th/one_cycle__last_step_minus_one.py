"""The second phase's `"end_step": total_steps - 1` (as PyTorch) makes lr_end come one step early and all rates after
the peak wrong."""

import math

import numpy as np


def _annealing_cos(start, end, pct):
    """Cosine anneal from `start` to `end` as pct goes from 0.0 to 1.0."""
    cos_out = math.cos(math.pi * pct) + 1
    return end + (start - end) / 2.0 * cos_out


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    phases = [
        {"end_step": peak_step, "start_lr": lr_start, "end_lr": lr_max},
        {"end_step": total_steps - 1, "start_lr": lr_max, "end_lr": lr_end},
    ]
    start_step = 0
    for phase in phases:
        end_step = phase["end_step"]
        if step <= end_step:
            pct = (step - start_step) / (end_step - start_step)
            return _annealing_cos(phase["start_lr"], phase["end_lr"], pct)
        start_step = end_step
    return float(lr_end)
