"""Cosine annealing: half a wave of the cosine from the first learning rate to the last."""

from autograder.catalogue.shared import LR_END, LR_START, RATE, TOTAL_STEPS
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "cosine_annealing",
    title="Cosine annealing",
    task="Return the learning rate that eases from lr_start at step 0 to lr_end at step total_steps along half a "
    "wave of the cosine; afterwards it stays there.",
    source="Loshchilov and Hutter 2017 (SGDR, arXiv:1608.03983), equation 5",
    takes="step",
    hyperparameters=(LR_START, LR_END, TOTAL_STEPS),
    steps="""
        x = min(step, total_steps)/total_steps
        lr = lr_end + (lr_start - lr_end)*(1 + cos(pi*x))/2
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
