"""Polynomial decay: a power of the way that is left, from the first learning rate to the last."""

from autograder.catalogue.shared import LR_END, LR_START, RATE, TOTAL_STEPS
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "polynomial_decay",
    title="Polynomial decay",
    task="Return lr_end plus what lr_start has above it, times a power of the part of the way that is left; after "
    "total_steps the rate stays at lr_end.",
    source="Chen et al. 2018 (DeepLab, arXiv:1606.00915), section 4.1, with power 0.9",
    takes="step",
    hyperparameters=(
        LR_START,
        LR_END,
        TOTAL_STEPS,
        Hyperparameter("power", "the exponent, > 0", "2", "1.5 3 0.5"),
    ),
    steps="""
        x = min(step, total_steps)/total_steps
        lr = lr_end + (lr_start - lr_end)*(1 - x)**power
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
