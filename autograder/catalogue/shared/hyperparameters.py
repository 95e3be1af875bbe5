"""The hyperparameters that many rules share, with the values at which their mistakes show.

The handouts' lr = 0.1 and beta = 0.9 hide mistakes (there lr = 1 - beta), so every other value keeps them apart; one
weight of each average lies below 1/2, where the new value counts for more than the past.
"""

from dataclasses import replace

import sympy as sp

from autograder.symbolic.rule import Hyperparameter
from autograder.symbolic.vocabulary import beta, beta1, beta2, eps, lr, rational

LEARNING_RATE = Hyperparameter(
    lr, "learning rate: how far to step", rational("1/10"), (rational("3/10"), rational("1/20"), rational("2/5"))
)
MOMENTUM_COEFFICIENT = Hyperparameter(
    beta,
    "how much of the previous velocity is kept, 0 <= beta < 1",
    rational("9/10"),
    (rational("4/5"), rational("2/5"), rational("1/2")),
)
AVERAGE_COEFFICIENT = Hyperparameter(
    beta,
    "weight of the past in the average, 0 <= beta < 1",
    rational("9/10"),
    (rational("4/5"), rational("2/5"), rational("1/2")),
)
FIRST_MOMENT_COEFFICIENT = Hyperparameter(
    beta1,
    "weight of the past in the average of gradients, 0 <= beta1 < 1",
    rational("9/10"),
    (rational("4/5"), rational("2/5")),
)
SECOND_MOMENT_COEFFICIENT = Hyperparameter(
    beta2,
    "weight of the past in the average of squared gradients, 0 <= beta2 < 1",
    rational("999/1000"),
    (rational("19/20"), rational("3/10")),
)
EPSILON = Hyperparameter(
    eps,
    "small number that keeps the division away from 0/0",
    rational("1/100000000"),
    (rational("1/10"), rational("1/50")),
)
EPSILON_OF_ADADELTA = replace(
    EPSILON, meaning="small number under both roots; it sets the length of the first step", usual=rational("1/1000000")
)
LARGEST_COEFFICIENT = replace(
    SECOND_MOMENT_COEFFICIENT, meaning="how much of the old maximum is left after a step, 0 <= beta2 < 1"
)
WEIGHT_DECAY = Hyperparameter(
    sp.Symbol("weight_decay"),
    "how strongly the weights are pulled towards 0",
    rational("1/100"),
    (rational("1/4"), rational("1/2")),
)
