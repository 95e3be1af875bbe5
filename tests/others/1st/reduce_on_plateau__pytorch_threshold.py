"""Demands a relative improvement of 1e-4 (PyTorch's default threshold) instead of any loss strictly below the
best."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    best = state["best"]
    improved = loss < best * (1 - 1e-4)
    waited = 0 if improved else state["bad_steps"] + 1
    best = loss if improved else best
    lr = max(min_lr, factor * state["lr"]) if waited > patience else state["lr"]
    bad = 0 if waited > patience else waited
    return lr, {"lr": lr, "best": best, "bad_steps": bad}
