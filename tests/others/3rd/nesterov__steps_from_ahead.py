"""Takes the step from the look-ahead point, so the momentum part is applied twice."""

import numpy as np


def nesterov(w, grad_fn, state, *, lr, beta):
    v_old = state["v"]
    w_ahead = w - lr * beta * v_old
    v_new = beta * v_old + grad_fn(w_ahead)
    w_new = w_ahead - lr * v_new
    return w_new, {"v": v_new}
