"""Bad_steps is not set back to 0 after a reduction, so every later bad step reduces again."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    new = state.copy()
    if loss < state["best"]:
        new["best"] = loss
        new["bad_steps"] = 0
    else:
        new["bad_steps"] = state["bad_steps"] + 1
        if new["bad_steps"] > patience:
            new["lr"] = max(min_lr, factor * state["lr"])
    return new["lr"], new
