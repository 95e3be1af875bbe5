"""Restarts the velocity at the plain gradient when it points against the gradient, which the formula does not do."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    v = beta * state["v"] + grad
    # O'Donoghue & Candes
    if np.vdot(v, grad) < 0:
        v = np.array(grad, dtype=float)
    return w - lr * v, {"v": v}
