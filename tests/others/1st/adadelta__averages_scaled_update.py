"""Puts lr into the update before it is squared, so d averages (lr*u)**2 and not u**2 (shows only for lr other than 1,
from the state on)."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    s = rho * state["s"] + (1 - rho) * grad**2
    update = lr * grad * np.sqrt(state["d"] + eps) / np.sqrt(s + eps)
    d = rho * state["d"] + (1 - rho) * update**2
    return w - update, {"s": s, "d": d}
