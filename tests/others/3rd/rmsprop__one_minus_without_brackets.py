"""1 - beta*grad**2 in place of (1 - beta)*grad**2, with an abs() to hide the negative result."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    s = beta*state["s"] + 1 - beta*grad**2
    s = np.abs(s)
    w = w - lr*grad/(np.sqrt(s) + eps)
    return w, {"s": s}
