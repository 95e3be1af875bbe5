"""Searchsorted with the default side="left" counts milestones < step, so the rate drops one step after the milestone
(line `k = ...`)."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    k = int(np.searchsorted(milestones, step))
    return lr_start * factor**k
