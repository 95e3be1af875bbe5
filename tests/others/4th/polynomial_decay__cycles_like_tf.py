"""`decay_steps` is extended to the next multiple of total_steps (TensorFlow's cycle=True) and the step is not
clipped, so after total_steps the rate rises again instead of staying at lr_end."""

import math

import numpy as np


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    decay_steps = total_steps * max(1, math.ceil(step / total_steps))
    fraction_left = 1.0 - step / decay_steps
    return (lr_start - lr_end) * fraction_left**power + lr_end
