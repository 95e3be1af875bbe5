"""Overwrites m and v by the corrected averages and stores these in the state."""

import numpy as np


def adam(w, grad, state, *, lr, beta1, beta2, eps):
    m, v, t = state["m"], state["v"], state["t"]
    t = t + 1
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad ** 2
    m = m / (1 - beta1 ** t)
    v = v / (1 - beta2 ** t)
    w = w - lr * m / (np.sqrt(v) + eps)
    return w, {"m": m, "v": v, "t": t}
