"""Does not count the True values: returns an array with a rate for each milestone, not a float."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    k = milestones <= step
    lr = lr_start * factor ** k
    return lr
