"""The velocity in the state is the step -lr*v of another formulation, not beta*v + grad (line `v = beta * state["v"]
- lr * grad`); the path is right from zeros with constant lr, the state is not."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    v = beta * state["v"] - lr * grad
    w = w + v
    return w, {"v": v}
