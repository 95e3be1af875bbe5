"""The paper's velocity (negative, with lr inside) is used with a state of the course's convention: look-ahead, w and
v all differ."""

import numpy as np


def nesterov(w, grad_fn, state, *, lr, beta):
    v = state["v"]
    g = grad_fn(w + beta * v)
    v = beta * v - lr * g
    return w + v, {"v": v}
