"""What many rules share: hyperparameters, entries of the state, and cases of schedules."""

from autograder.catalogue.shared.cases import PARTED, over, rate
from autograder.catalogue.shared.hyperparameters import (
    BETA1,
    BETA2,
    BETA_OF_AVERAGE,
    BETA_OF_VELOCITY,
    EPSILON,
    LR,
    LR_END,
    LR_PEAK,
    LR_START,
    TOTAL_STEPS,
    WARMUP_STEPS,
    WEIGHT_DECAY,
)
from autograder.catalogue.shared.state import COUNT, FIRST_MOMENT, RATE, SECOND_MOMENT

__all__ = [
    "BETA1",
    "BETA2",
    "BETA_OF_AVERAGE",
    "BETA_OF_VELOCITY",
    "COUNT",
    "EPSILON",
    "FIRST_MOMENT",
    "LR",
    "LR_END",
    "LR_PEAK",
    "LR_START",
    "PARTED",
    "RATE",
    "SECOND_MOMENT",
    "TOTAL_STEPS",
    "WARMUP_STEPS",
    "WEIGHT_DECAY",
    "over",
    "rate",
]
