"""Lr is already in dx (`dx = -lr * ...`), so `Edx2` averages the squares of lr*u instead of u; wrong whenever lr is
not 1."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    # Zeiler's notation
    Eg2 = rho * state["s"] + (1 - rho) * grad**2
    RMS_dx = np.sqrt(state["d"] + eps)
    RMS_g = np.sqrt(Eg2 + eps)
    dx = -lr * RMS_dx / RMS_g * grad
    Edx2 = rho * state["d"] + (1 - rho) * dx**2
    return w + dx, {"s": Eg2, "d": Edx2}
