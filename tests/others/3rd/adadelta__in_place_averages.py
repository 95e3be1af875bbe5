"""Updates the arrays of the old state in place; the caller's state changes."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    s = state["s"]
    d = state["d"]
    s *= rho
    s += (1 - rho) * grad ** 2
    u = grad * np.sqrt(d + eps) / np.sqrt(s + eps)
    d *= rho
    d += (1 - rho) * u ** 2
    return w - lr * u, {"s": s, "d": d}
