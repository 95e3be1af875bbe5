"""The preactivations are put into a*(1 - a) and 1 - a**2 as if they were activations (sigmoid and tanh lines)."""

import numpy as np


def backpropagated_gradient(weights, preactivations, activation):
    a = preactivations
    if activation == "sigmoid":
        deriv = a * (1 - a)
    elif activation == "tanh":
        deriv = 1 - a**2
    else:
        deriv = (a > 0).astype(float)
    return float(np.prod(weights * deriv))
