"""Np.argmax of an all-False mask is 0, so the rate jumps back to lr_start after the last milestone."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    # index of the first milestone still ahead = number of those passed
    k = int(np.argmax(np.asarray(milestones) > step))
    return lr_start * factor**k
