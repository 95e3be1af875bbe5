"""The full step is taken from `ahead` instead of from w, so the old velocity counts twice (line `w_new = ahead - lr *
v`)."""

import numpy as np


def nesterov(w, grad_fn, state, *, lr, beta):
    ahead = w - lr * beta * state["v"]
    grad = grad_fn(ahead)
    v = beta * state["v"] + grad
    w_new = ahead - lr * v
    return w_new, {"v": v}
