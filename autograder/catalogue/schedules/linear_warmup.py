"""Linear warm-up: small steps first, then the full learning rate."""

from autograder.catalogue.shared import LR_PEAK, RATE, WARMUP_STEPS
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "linear_warmup",
    title="Linear warm-up",
    task="Return the learning rate that rises in equal amounts to lr_peak, which the last of the warmup_steps "
    "steps has, and then stays there. The first step already moves: its rate is not 0.",
    source="Goyal et al. 2017 (arXiv:1706.02677), section 2.2",
    takes="step",
    hyperparameters=(LR_PEAK, WARMUP_STEPS),
    steps="""
        lr = lr_peak*min(1, (step + 1)/warmup_steps)
    """,
    returns=RATE,
    theorems="noisy-parabola",
)
