"""Multistep decay: the learning rate is multiplied by a factor at given steps."""

from autograder.catalogue.shared import LR_START, RATE
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "multistep_decay",
    title="Multistep decay",
    task="Return the learning rate that starts at lr_start and is multiplied by factor at each milestone, from "
    "that step on.",
    source="He et al. 2016 (arXiv:1512.03385), section 4.2: divided by 10 at 32k and 48k iterations",
    takes="step",
    hyperparameters=(
        LR_START,
        Hyperparameter("factor", "what the rate is multiplied by", "0.1", "0.5 0.8"),
        Hyperparameter("milestones", "the steps at which it is, int64, ascending, shape (n,)", "3", integer=True),
    ),
    steps="""
        k = count_up_to(milestones, step)
        lr = lr_start*factor**k
    """,
    returns=RATE,
    integers="k",
    theorems="noisy-parabola",
)
