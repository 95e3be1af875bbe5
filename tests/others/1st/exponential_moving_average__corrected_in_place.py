"""The corrected average is stored back in a and goes into the next average, so the correction compounds."""

import numpy as np


def exponential_moving_average(values, *, beta, bias_correction):
    def averages():
        a = 0.0
        for k, x in enumerate(values, start=1):
            a = beta * a + (1 - beta) * x
            a = a / (1 - beta**k) if bias_correction else a
            yield a

    return np.fromiter(averages(), dtype=np.float64, count=len(values))
