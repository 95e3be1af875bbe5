"""`(np.sqrt(d) + eps) / (np.sqrt(s) + eps)`: eps is added to both roots instead of under them, which makes the first
update far too short."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    s, d = state["s"], state["d"]
    s = rho * s + (1 - rho) * grad**2
    u = grad * (np.sqrt(d) + eps) / (np.sqrt(s) + eps)
    d = rho * d + (1 - rho) * u**2
    w = w - lr * u
    return w, {"s": s, "d": d}
