"""Only the last 1/(1 - beta) values enter the average, older ones are cut off (line `kernel = ...
np.arange(window)`)."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    n = len(values)
    # beta = 0.9 averages over the last 10 values
    window = int(round(1 / (1 - beta)))
    kernel = (1 - beta) * beta ** np.arange(window)
    result = np.convolve(values, kernel)[:n]
    if bias_correction:
        k = np.arange(1, n + 1)
        result = result / (1 - beta**k)
    return result
