"""The denominator is hypot(sqrt(s), eps) = sqrt(s + eps**2), not sqrt(s) + eps."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    s = beta * state["s"] + (1 - beta) * grad * grad
    # hypot never under- or overflows
    rms = np.hypot(np.sqrt(s), eps)
    return w - lr * grad / rms, {"s": s}
