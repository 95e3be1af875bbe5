"""The corrected average overwrites a and is fed into the next step (line `a = a / (1 - beta**k)`)."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    a = 0.0
    averages = []
    for k, x in enumerate(values, start=1):
        a = beta * a + (1 - beta) * x
        if bias_correction:
            a = a / (1 - beta**k)
        averages.append(a)
    return np.array(averages)
