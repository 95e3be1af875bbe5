"""Int(pct_start*total_steps) truncates: 29/100*100 is 28.999..., so the peak comes at step 28."""

import numpy as np


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    pct_start = peak_step / total_steps
    warm = int(pct_start * total_steps)
    cold = total_steps - warm

    def anneal(a, b, x):
        return b + (a - b) / 2.0 * (np.cos(np.pi * x) + 1)

    if step < warm:
        return anneal(lr_start, lr_max, step / warm)
    return anneal(lr_max, lr_end, min(1.0, (step - warm) / cold))
