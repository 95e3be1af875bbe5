"""Lr enters the average d of the squared updates (wrong for every lr other than 1)."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    s = rho * state["s"] + (1 - rho) * grad ** 2
    delta = -lr * np.sqrt(state["d"] + eps) / np.sqrt(s + eps) * grad
    d = rho * state["d"] + (1 - rho) * delta ** 2
    return w + delta, {"s": s, "d": d}
