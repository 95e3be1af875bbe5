"""Dict.copy is shallow, so `*=` and `+=` change the array of the old state."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    new_state = state.copy()
    new_state["v"] *= beta
    new_state["v"] += grad
    return w - lr * new_state["v"], new_state
