"""Warm-up and cosine: a rise to the peak, then half a wave of the cosine down to the end."""

from autograder.catalogue.shared import LR_END, LR_PEAK, RATE, TOTAL_STEPS, WARMUP_STEPS
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "warmup_cosine",
    title="Warm-up and cosine",
    task="Return the learning rate that rises in equal amounts to lr_peak over the first warmup_steps steps, then "
    "eases down to lr_end, which it reaches at step total_steps (the warm-up counts among them) and keeps.",
    source="Goyal et al. 2017 (arXiv:1706.02677) and Loshchilov and Hutter 2017 (arXiv:1608.03983), put together",
    takes="step",
    hyperparameters=(LR_PEAK, LR_END, WARMUP_STEPS, TOTAL_STEPS),
    steps="""
        x = (min(step, total_steps) - warmup_steps)/(total_steps - warmup_steps)
        lr = lr_peak*(step + 1)/warmup_steps if step < warmup_steps
            else lr_end + (lr_peak - lr_end)*(1 + cos(pi*x))/2
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
