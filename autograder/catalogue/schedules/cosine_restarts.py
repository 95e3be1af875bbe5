"""Cosine annealing with warm restarts: cycle after cycle from the first learning rate down."""

from autograder.catalogue.shared import LR_END, LR_START, RATE
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "cosine_restarts",
    title="Cosine annealing with warm restarts",
    task="Return the learning rate that eases from lr_start towards lr_end in cycles: the first is first_cycle "
    "steps long, each later one cycle_factor times as long as the one before, and each starts at lr_start "
    "again. n counts the cycles that have ended, k the steps into the current one, T is its length.",
    source="Loshchilov and Hutter 2017 (SGDR, arXiv:1608.03983), equation 5",
    takes="step",
    hyperparameters=(
        LR_START,
        LR_END,
        Hyperparameter("first_cycle", "length of the first cycle, int, at least 1", "4", "5 3", integer=True),
        Hyperparameter(
            "cycle_factor",
            "how much longer each cycle is than the one before, int, at least 1",
            "2",
            "3 1",
            integer=True,
        ),
    ),
    steps="""
        n = cycles_ended(step, first_cycle, cycle_factor)
        k = step - first_cycle*sum(cycle_factor**i for i in range(0, n))
        T = first_cycle*cycle_factor**n
        x = k/T
        lr = lr_end + (lr_start - lr_end)*(1 + cos(pi*x))/2
    """,
    returns=RATE,
    integers="T k n",
    theorems="noisy-parabola",
)
