"""The look-ahead point overwrites w (`w = w - lr * beta * v`), so the final `w = w - lr * v` starts there and the old
velocity is applied twice."""

import numpy as np


def nesterov(w, grad_fn, state, *, lr, beta):
    v = state["v"]

    # 1. go where the velocity carries us
    w = w - lr * beta * v

    # 2. measure the slope there
    grad = grad_fn(w)

    # 3. update velocity and weights
    v = beta * v + grad
    w = w - lr * v

    return w, {"v": v}
