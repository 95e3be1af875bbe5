"""`if reduced >= min_lr` skips a reduction that would go below min_lr instead of setting the rate to min_lr."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    new = dict(state)
    if loss < new["best"]:
        new["best"] = loss
        new["bad_steps"] = 0
    else:
        new["bad_steps"] += 1

    if new["bad_steps"] > patience:
        new["bad_steps"] = 0
        reduced = new["lr"] * factor
        if reduced >= min_lr:
            new["lr"] = reduced

    return new["lr"], new
