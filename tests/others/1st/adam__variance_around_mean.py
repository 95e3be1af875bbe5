"""Averages the squared deviation from m (as a variance, like AdaBelief) instead of the squared gradient."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    # first and second moment
    t = state["t"] + 1
    m = state["m"] * beta1 + grad * (1 - beta1)
    v = state["v"] * beta2 + (grad - m) ** 2 * (1 - beta2)
    mh = m / (1 - beta1 ** t)
    vh = v / (1 - beta2 ** t)
    return w - lr * mh / (np.sqrt(vh) + eps), {"m": m, "v": v, "t": t}
