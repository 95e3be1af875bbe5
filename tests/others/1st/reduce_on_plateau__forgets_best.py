"""Sets best back to inf after a reduction (misread "count anew"), so the next loss counts as an improvement however
bad it is."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr = state["lr"]
    best = state["best"]
    waited = state["bad_steps"] + 1
    if loss < best:
        best = loss
        waited = 0
    if waited > patience:
        lr = max(min_lr, lr * factor)
        # start again
        waited = 0
        best = np.inf
    return lr, {"lr": lr, "best": best, "bad_steps": waited}
