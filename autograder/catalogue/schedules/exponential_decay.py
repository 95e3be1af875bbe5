"""Exponential decay: every step multiplies the learning rate by the same number."""

from autograder.catalogue.shared import LR_START, RATE
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "exponential_decay",
    title="Exponential decay",
    task="Return the learning rate that starts at lr_start and is multiplied by decay at every step.",
    source="Senior et al. 2013, An empirical study of learning rates in deep neural networks for speech recognition",
    takes="step",
    hyperparameters=(
        LR_START,
        Hyperparameter("decay", "what each step multiplies the rate by, > 0", "0.9", "0.5 0.8"),
    ),
    steps="""
        lr = lr_start*decay**step
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
