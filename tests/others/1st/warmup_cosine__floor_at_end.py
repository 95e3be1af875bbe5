"""Like the Hugging Face schedule the cosine goes to 0, and lr_end is only a floor."""

import numpy as np


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    if step < warmup_steps:
        return lr_peak * (step + 1) / max(1, warmup_steps)
    progress = min(1.0, (step - warmup_steps) / max(1, total_steps - warmup_steps))
    return max(lr_end, lr_peak * 0.5 * (1.0 + np.cos(np.pi * progress)))
