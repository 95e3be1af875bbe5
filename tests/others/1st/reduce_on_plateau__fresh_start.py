"""A reduction also sets best to the current loss, so later losses above the best ever count as improvements."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr, best, bad = state["lr"], state["best"], state["bad_steps"]
    best, bad = (loss, 0) if loss < best else (best, bad + 1)
    if bad > patience:
        # new rate, new game
        lr, best, bad = max(min_lr, lr * factor), loss, 0
    return float(lr), {"lr": float(lr), "best": float(best), "bad_steps": bad}
