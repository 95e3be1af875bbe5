"""`np.sqrt(np.mean(mean_square))` averages over the coordinates, so all share one denominator instead of one each."""

import numpy as np


def rms(mean_square):
    return np.sqrt(np.mean(mean_square))


def rmsprop(w, grad, state, *, lr, beta, eps):
    """Divide the gradient by its RMS (root mean square)."""
    s = beta * state["s"] + (1 - beta) * np.square(grad)
    w = w - lr * grad / (rms(s) + eps)
    return w, {"s": s}
