"""Takes the smaller of the two curves at every step; where the warm-up is long beside the rest, the cosine continued
to negative x lies below the straight line and is returned during the warm-up."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    rising = lr_peak * (step + 1) / warmup_steps
    x = (min(step, total_steps) - warmup_steps) / (total_steps - warmup_steps)
    falling = lr_end + (lr_peak - lr_end) * (1 + np.cos(np.pi * x)) / 2
    return float(min(rising, falling))
