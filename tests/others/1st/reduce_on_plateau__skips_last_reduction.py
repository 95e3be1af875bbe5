"""Skips a reduction that would go below min_lr instead of going down to min_lr."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    new_state = dict(state)
    if loss < state["best"]:
        new_state["best"] = loss
        new_state["bad_steps"] = 0
    else:
        new_state["bad_steps"] += 1
        if new_state["bad_steps"] > patience:
            new_lr = factor * state["lr"]
            if new_lr >= min_lr:
                new_state["lr"] = new_lr
            new_state["bad_steps"] = 0
    return new_state["lr"], new_state
