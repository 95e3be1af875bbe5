"""The helper is called without eps, so its default 1e-6 is used instead of the argument."""

import numpy as np


def _rms(average, eps=1e-6):
    return np.sqrt(average + eps)


def adadelta(w, grad, state, *, lr, rho, eps):
    s, d = state["s"], state["d"]
    s = rho * s + (1 - rho) * grad**2
    u = grad * _rms(d) / _rms(s)
    d = rho * d + (1 - rho) * u**2
    return w - lr * u, {"s": s, "d": d}
