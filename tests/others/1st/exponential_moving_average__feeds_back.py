"""Overwrites the running average with the corrected one, which then enters the next average."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    averages = []
    average = 0.0
    for k, x in enumerate(values, start=1):
        average = beta * average + (1 - beta) * x
        if bias_correction:
            average = average / (1 - beta**k)
        averages.append(average)
    return np.array(averages, dtype=float)
