"""Divides all averages by 1 - beta**n with the full length n instead of each one by its own 1 - beta**k."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    result = np.zeros(len(values))
    a = 0.0
    for k in range(len(values)):
        a = beta * a + (1 - beta) * values[k]
        result[k] = a
    if bias_correction and len(values) > 0:
        result = result / (1 - beta ** len(values))
    return result
