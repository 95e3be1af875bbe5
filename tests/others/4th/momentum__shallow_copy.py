"""`state.copy()` is shallow, so `new_state["v"] *= beta` and `+= grad` change the array in the caller's old state,
and both states share it."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    new_state = state.copy()
    new_state["v"] *= beta
    new_state["v"] += grad
    new_w = w - lr * new_state["v"]
    return new_w, new_state
