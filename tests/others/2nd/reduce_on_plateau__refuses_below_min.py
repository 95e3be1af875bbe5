"""A reduction that would go below min_lr is left out instead of stopping at min_lr (line `if lr * factor >=
min_lr`)."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr = state["lr"]
    best = state["best"]
    bad_steps = state["bad_steps"]
    if loss < best:
        best = float(loss)
        bad_steps = 0
    else:
        bad_steps += 1
    if bad_steps > patience:
        if lr * factor >= min_lr:
            lr = lr * factor
        bad_steps = 0
    return lr, {"lr": lr, "best": best, "bad_steps": bad_steps}
