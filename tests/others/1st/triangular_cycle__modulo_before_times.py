"""% and * bind equally and go from left to right, so this is (step % 2)*half_cycle and the rate jumps between bottom
and top at each step."""

import numpy as np


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    x = (step % 2*half_cycle)/half_cycle
    lr = lr_min + (lr_max - lr_min)*(1 - abs(x - 1))
    return lr
