"""Eps is added to the averages themselves, so it stays in the state and piles up from step to step."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    d = state["d"] if np.any(state["d"]) else state["d"] + eps
    s = rho * state["s"] + (1 - rho) * grad**2 + eps
    root_s, root_d = np.sqrt(s), np.sqrt(d)
    u = root_d / root_s * grad
    w = w - lr * u
    d = rho * d + (1 - rho) * u**2 + eps
    return w, {"s": s, "d": d}
