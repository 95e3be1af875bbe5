"""After a reduction best is set to the current, worse loss instead of being kept (line `best = loss` in the reduction
branch)."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    new_state = dict(state)
    if loss < new_state["best"]:
        new_state["best"] = loss
        new_state["bad_steps"] = 0
    else:
        new_state["bad_steps"] += 1

    if new_state["bad_steps"] > patience:
        new_state["lr"] = max(min_lr, new_state["lr"] * factor)
        # start anew
        new_state["bad_steps"] = 0
        new_state["best"] = loss

    return new_state["lr"], new_state
