"""PyTorch's eps: a reduction by 1e-8 or less is not made (nor a raise to min_lr)."""

import numpy as np


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr = state["lr"]
    improved = loss < state["best"]
    best = float(loss) if improved else state["best"]
    bad_steps = 0 if improved else state["bad_steps"] + 1
    if bad_steps > patience:
        new_lr = max(lr * factor, min_lr)
        if lr - new_lr > 1e-8:
            lr = new_lr
        bad_steps = 0
    return lr, {"lr": lr, "best": best, "bad_steps": bad_steps}
