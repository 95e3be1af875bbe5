"""Inverse square root: a linear warm-up, then a decay with the square root of the steps."""

from autograder.catalogue.shared import LR_PEAK, RATE, WARMUP_STEPS
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "inverse_sqrt",
    title="Inverse square root decay with warm-up",
    task="Return the learning rate that rises in equal amounts to lr_peak over warmup_steps steps, then falls like "
    "one over the square root of the number of steps.",
    source="Vaswani et al. 2017 (Attention is all you need, arXiv:1706.03762), equation 3, with lr_peak for its scale",
    takes="step",
    hyperparameters=(LR_PEAK, WARMUP_STEPS),
    steps="""
        lr = lr_peak*min((step + 1)/warmup_steps, sqrt(warmup_steps/(step + 1)))
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
