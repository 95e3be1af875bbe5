"""When merging the two roots the second eps ends up beside the fraction instead of in its denominator."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    s = state["s"]
    d = state["d"]
    s = rho * s + (1 - rho) * grad * grad
    u = grad * np.sqrt((d + eps) / s + eps)
    d = rho * d + (1 - rho) * u * u
    w = w - lr * u
    return w, {"s": s, "d": d}
