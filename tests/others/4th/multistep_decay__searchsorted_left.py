"""Np.searchsorted has side="left" by default and counts milestones < step, so at a milestone itself the drop is
missing."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    # milestones are sorted, so a binary search does it
    k = int(np.searchsorted(milestones, step))
    return float(lr_start * factor**k)
