"""Linear decay: a straight line from the first learning rate to the last, which is then kept."""

from autograder.catalogue.shared import LR_END, LR_START, RATE, TOTAL_STEPS
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "linear_decay",
    title="Linear decay",
    task="Return the learning rate on the straight line from lr_start at step 0 to lr_end at step total_steps; "
    "afterwards it stays there.",
    source="Goodfellow, Bengio and Courville, Deep Learning (2016), equation 8.14",
    takes="step",
    hyperparameters=(LR_START, LR_END, TOTAL_STEPS),
    steps="""
        x = min(step, total_steps)/total_steps
        lr = lr_start + (lr_end - lr_start)*x
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
