"""Takes the step lr*v from the look-ahead point instead of from w, so the part lr*beta*v is counted twice."""

import numpy as np


def nesterov(w, grad_fn, state, *, lr, beta):
    # 1. coast along the old velocity
    lookahead = w - lr * beta * state["v"]
    # 2. correct with the gradient found there
    v = beta * state["v"] + grad_fn(lookahead)
    return lookahead - lr * v, dict(state, v=v)
