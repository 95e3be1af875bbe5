"""Moves w along the old velocity."""

import numpy as np


def momentum(w, grad, state, *, lr, beta):
    new_state = {"v": beta * state["v"] + grad}
    new_w = w - lr * state["v"]
    return new_w, new_state
