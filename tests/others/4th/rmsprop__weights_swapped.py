"""`(1 - beta) * state["s"] + beta * grad**2`: the weights of the past and the present are swapped."""

import numpy as np


def rmsprop(w, grad, state, *, lr, beta, eps):
    s = (1 - beta) * state["s"] + beta * grad**2
    w_new = w - lr * grad / (np.sqrt(s) + eps)
    state_new = {"s": s}
    return w_new, state_new
