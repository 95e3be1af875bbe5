"""`if bad_steps >= patience` instead of >, so the rate is reduced one bad step early."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr, best, bad_steps = state["lr"], state["best"], state["bad_steps"]
    if loss < best:
        best = loss
        bad_steps = 0
    else:
        bad_steps += 1
        if bad_steps >= patience:
            lr = max(min_lr, factor * lr)
            bad_steps = 0
    return lr, {"lr": lr, "best": best, "bad_steps": bad_steps}
