"""Eps is added to both roots instead of under them (lines rms_d and rms_s), so the first step is far too short."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    s = rho * state["s"] + (1 - rho) * grad**2
    rms_d = np.sqrt(state["d"]) + eps
    rms_s = np.sqrt(s) + eps
    u = rms_d / rms_s * grad
    d = rho * state["d"] + (1 - rho) * u**2
    return w - lr * u, {"s": s, "d": d}
