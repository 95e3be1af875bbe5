"""Always stores the current loss as best, so it compares with the previous loss."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr = state["lr"]
    last = state["best"]
    bad = state["bad_steps"]
    if loss < last:
        bad = 0
    else:
        bad += 1
    if bad > patience:
        lr = max(lr * factor, min_lr)
        bad = 0
    return lr, {"lr": lr, "best": loss, "bad_steps": bad}
