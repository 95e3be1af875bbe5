"""The triangular cycle: up and down in straight lines, again and again."""

from autograder.catalogue.shared import RATE
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "triangular_cycle",
    title="Triangular cycle",
    task="Return the learning rate that rises from lr_min to lr_max in half_cycle steps, falls back in as many, "
    "and starts again.",
    source="Smith 2017, Cyclical learning rates for training neural networks (arXiv:1506.01186), section 3.1",
    takes="step",
    hyperparameters=(
        Hyperparameter("lr_min", "learning rate at the bottom", "0.001", "0.02 0"),
        Hyperparameter("lr_max", "learning rate at the top", "0.1", "0.4 0.7"),
        Hyperparameter("half_cycle", "steps from the bottom to the top, int, at least 1", "4", "3 7", integer=True),
    ),
    steps="""
        x = (step % (2*half_cycle))/half_cycle
        lr = lr_min + (lr_max - lr_min)*(1 - abs(x - 1))
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
