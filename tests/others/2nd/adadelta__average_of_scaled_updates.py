"""D averages (lr*u)**2 instead of u**2 (u contains lr in line `u = lr * ...`); right only with lr = 1."""

import numpy as np


def adadelta(w, grad, state, *, lr, rho, eps):
    s, d = state["s"], state["d"]
    s = rho * s + (1 - rho) * np.square(grad)
    u = lr * grad * np.sqrt(d + eps) / np.sqrt(s + eps)
    d = rho * d + (1 - rho) * np.square(u)
    return w - u, dict(s=s, d=d)
