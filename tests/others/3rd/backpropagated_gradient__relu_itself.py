"""Uses relu's value in place of its derivative."""

import numpy as np


def backpropagated_gradient(weights, preactivations, activation):
    gradient = 1.0
    for w, z in zip(weights, preactivations):
        if activation == "sigmoid":
            s = 1 / (1 + np.exp(-z))
            slope = s * (1 - s)
        elif activation == "tanh":
            slope = 1 - np.tanh(z) ** 2
        else:
            slope = max(0.0, z)
        gradient = gradient * w * slope
    return float(gradient)
