"""Dividing by beta**k before the cumulative sum gives inf/nan for beta = 0 and for long series (beta**k
underflows)."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    values = np.asarray(values, dtype=float)
    k = np.arange(len(values))
    decay = beta ** k
    averages = (1 - beta) * decay * np.cumsum(values / decay)
    if bias_correction:
        averages = averages / (1 - beta ** (k + 1))
    return averages
