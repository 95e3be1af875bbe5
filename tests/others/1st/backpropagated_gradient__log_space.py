"""The sum of logarithms of absolute values loses the sign of the product."""

import numpy as np


def backpropagated_gradient(weights, preactivations, activation):
    z = preactivations
    if activation == "sigmoid":
        slopes = np.exp(-np.logaddexp(0, z) - np.logaddexp(0, -z))
    else:
        slopes = 1 - np.tanh(z) ** 2 if activation == "tanh" else (z > 0).astype(float)
    with np.errstate(divide="ignore"):
        log_size = np.log(np.abs(weights * slopes)).sum()
    return float(np.exp(log_size))
