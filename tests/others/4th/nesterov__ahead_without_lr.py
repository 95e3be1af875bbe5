"""`lookahead = w - beta * v_prev` leaves out lr, so the gradient is measured too far ahead."""

import numpy as np


def nesterov(w, grad_fn, state, *, lr, beta):
    v_prev = state["v"]
    lookahead = w - beta * v_prev
    g = grad_fn(lookahead)
    v = beta * v_prev + g
    return w - lr * v, {"v": v}
