"""When the loop ends without break, k is n - 1 and not n, so the drop at the last milestone never happens."""

import numpy as np


def multistep_decay(step, *, lr_start, factor, milestones):
    k = 0
    for k, milestone in enumerate(milestones):
        if step < milestone:
            break
    lr = lr_start * factor**k
    return float(lr)
