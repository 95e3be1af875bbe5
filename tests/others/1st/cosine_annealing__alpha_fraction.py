"""Lr_end is used like Keras' alpha, as a fraction of lr_start, so that the end is lr_start*lr_end."""

import numpy as np


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    step = min(step, total_steps)
    cosine_decay = 0.5 * (1 + np.cos(np.pi * step / total_steps))
    alpha = lr_end
    decayed = (1 - alpha) * cosine_decay + alpha
    return lr_start * decayed
