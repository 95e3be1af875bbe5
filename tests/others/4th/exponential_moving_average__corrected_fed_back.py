"""`a = a / (1 - beta**k)` overwrites the running average, so the corrected value enters the next average."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    result = np.zeros(len(values))
    a = 0.0
    k = 0
    for x in values:
        k = k + 1
        a = beta * a + (1 - beta) * x
        if bias_correction:
            a = a / (1 - beta**k)
        result[k - 1] = a
    return result
