"""Step decay: the learning rate is multiplied by a factor every so many steps."""

from autograder.catalogue.shared import LR_START, RATE
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "step_decay",
    title="Step decay",
    task="Return the learning rate that starts at lr_start and is multiplied by factor after every step_size steps.",
    source="PyTorch's StepLR; its ImageNet example divides the rate by 10 every 30 epochs like this",
    takes="step",
    hyperparameters=(
        LR_START,
        Hyperparameter("factor", "what the rate is multiplied by", "0.5", "0.3 0.8"),
        Hyperparameter("step_size", "steps between two drops, int, at least 1", "4", "3 7", integer=True),
    ),
    steps="""
        k = step // step_size
        lr = lr_start*factor**k
    """,
    returns=RATE,
    integers="k",
    theorems="noisy-parabola",
)
