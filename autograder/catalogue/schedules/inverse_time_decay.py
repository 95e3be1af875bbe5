"""Inverse time decay: the learning rate falls like one over the number of steps."""

from autograder.catalogue.shared import LR_START, RATE
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "inverse_time_decay",
    title="Inverse time decay",
    task="Return lr_start divided by 1 + decay * step.",
    source="Robbins and Monro 1951, for why rates like 1/t; Bengio 2012 (arXiv:1206.5533), section 3.1.1",
    takes="step",
    hyperparameters=(
        LR_START,
        Hyperparameter("decay", "how fast the rate falls, > 0", "0.5", "0.3 3"),
    ),
    steps="""
        lr = lr_start/(1 + decay*step)
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
