"""PyTorch's variant: the gradient is measured at w, not at the point ahead (line `g = grad_fn(w)`), and the step is
along g + beta*v."""

import numpy as np


def nesterov(w, grad_fn, state, *, lr, beta):
    g = grad_fn(w)
    buf = beta * state["v"] + g
    d_p = g + beta * buf
    return w - lr * d_p, {"v": buf}
