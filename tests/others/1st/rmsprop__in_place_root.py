"""Np.sqrt(s, out=s) and += eps overwrite s, so the new state holds sqrt(s) + eps instead of s; the first w is
right."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    s = np.asarray(beta * state["s"] + (1 - beta) * grad**2)
    denom = np.sqrt(s, out=s)
    denom += eps
    w = w - lr * grad / denom
    return w, {"s": s}
