"""Uses eps as a lower limit of the root and does not add it (visible with an eps such as 0.1)."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    avg_sq = beta * state["s"] + (1.0 - beta) * np.square(grad)
    rms = np.maximum(np.sqrt(avg_sq), eps)
    return w - lr * grad / rms, {"s": avg_sq}
