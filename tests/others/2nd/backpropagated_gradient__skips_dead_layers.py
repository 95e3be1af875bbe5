"""A relu layer with z <= 0 is skipped as if it passed the gradient on, instead of making it 0 (line `continue`)."""

import numpy as np


def backpropagated_gradient(weights, preactivations, activation):
    grad = 1.0
    for w, z in zip(weights[::-1], preactivations[::-1]):
        if activation == "sigmoid":
            s = 1 / (1 + np.exp(-z))
            grad *= w * s * (1 - s)
        elif activation == "tanh":
            grad *= w * (1 - np.tanh(z) ** 2)
        else:
            if z <= 0:
                continue  # inactive neuron, derivative 0
            grad *= w
    return float(grad)
