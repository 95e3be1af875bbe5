"""As in Keras the count is started anew only inside `if lr > min_lr`, so at min_lr bad_steps grows on."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    new = dict(state)
    if loss < new["best"]:
        new["best"], new["bad_steps"] = float(loss), 0
    else:
        new["bad_steps"] += 1
        if new["bad_steps"] > patience and new["lr"] > min_lr:
            new["lr"] = max(new["lr"] * factor, min_lr)
            new["bad_steps"] = 0
    return new["lr"], new
