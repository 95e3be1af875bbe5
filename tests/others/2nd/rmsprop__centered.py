"""The centred variant: the square of an average gradient is subtracted under the root (line `variance = s -
g_avg**2`), and the state has an extra key."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    s = beta * state["s"] + (1 - beta) * grad**2
    g_avg = beta * state.get("g_avg", np.zeros_like(grad)) + (1 - beta) * grad
    variance = s - g_avg**2
    w = w - lr * grad / (np.sqrt(variance) + eps)
    return w, {"s": s, "g_avg": g_avg}
