"""`(1 - beta) * grad`: the average-like form, velocity and steps too small by the factor 1 - beta."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    v = state["v"]
    v = beta * v + (1 - beta) * grad
    w = w - lr * v
    return w, {"v": v}
