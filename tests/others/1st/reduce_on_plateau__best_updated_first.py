"""Updates best before comparing, so loss < best is never true, every step counts as bad and the wait never ends."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr, best, bad_steps = state["lr"], state["best"], state["bad_steps"]
    best = min(best, loss)
    if loss < best:
        bad_steps = 0
    else:
        bad_steps = bad_steps + 1
    if bad_steps > patience:
        lr = max(min_lr, factor * lr)
        bad_steps = 0
    return float(lr), {"lr": float(lr), "best": best, "bad_steps": bad_steps}
