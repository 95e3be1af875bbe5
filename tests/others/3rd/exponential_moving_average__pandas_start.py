"""Without bias correction the average starts at the first value (pandas adjust=False) and not at 0; the corrected
branch is right."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    n = len(values)
    result = np.empty(n)
    if bias_correction:
        weights = beta ** np.arange(n)
        for i in range(n):
            result[i] = np.sum(weights[:i + 1] * values[i::-1]) / np.sum(weights[:i + 1])
    else:
        result[0] = values[0]
        for i in range(1, n):
            result[i] = beta * result[i - 1] + (1 - beta) * values[i]
    return result
