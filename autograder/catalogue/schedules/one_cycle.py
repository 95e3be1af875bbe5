"""One cycle: up to a high learning rate and down to a very low one, both along the cosine."""

from autograder.catalogue.shared import LR_END, LR_START, RATE, TOTAL_STEPS
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "one_cycle",
    title="One cycle",
    task="Return the learning rate that eases from lr_start up to lr_max at step peak_step, then down to lr_end at "
    "step total_steps, where it stays.",
    source="Smith and Topin 2018, Super-convergence (arXiv:1708.07120), with the cosine of the fastai library",
    takes="step",
    hyperparameters=(
        LR_START,
        Hyperparameter("lr_max", "learning rate at the peak", "0.5", "0.7 0.6"),
        LR_END,
        TOTAL_STEPS,
        Hyperparameter(
            "peak_step", "step of the peak, int, at least 1 and less than total_steps", "3", "1 5", integer=True
        ),
    ),
    steps="""
        x = step/peak_step if step <= peak_step
            else (min(step, total_steps) - peak_step)/(total_steps - peak_step)
        lr = lr_max + (lr_start - lr_max)*(1 + cos(pi*x))/2 if step <= peak_step
            else lr_end + (lr_max - lr_end)*(1 + cos(pi*x))/2
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
