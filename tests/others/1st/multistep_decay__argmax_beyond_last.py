"""Argmax of a mask without any True is 0, so from the last milestone on the rate jumps back to lr_start (and there is
an error without milestones)."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    # index of the first milestone still to come = number passed
    k = np.argmax(milestones > step)
    return float(lr_start * factor ** int(k))
