"""Returns the flattened array: shape is lost for 0-d and 2-d weights."""

import numpy as np


def gradient_descent(w, grad, *, lr):
    w_flat = w.flatten()
    g_flat = grad.flatten()
    new_w = np.zeros(len(w_flat))
    for i in range(len(w_flat)):
        new_w[i] = w_flat[i] - lr * g_flat[i]
    return new_w
