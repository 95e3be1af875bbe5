"""`[::-1]` in the `weights` line: np.convolve already reverses the kernel, so the oldest value of the longest window
gets the largest weight and the newest value the weight beta**(n-1)."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    n = len(values)
    if n == 0:
        return np.zeros(0)
    # newest value gets weight (1 - beta), the one before (1 - beta)*beta, ...
    weights = (1 - beta) * beta ** np.arange(n)[::-1]
    average = np.convolve(values, weights)[:n]
    if bias_correction:
        average = average / (1 - beta ** np.arange(1, n + 1))
    return average
