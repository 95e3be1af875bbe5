"""The hyperparameters that many rules share, with the values at which their mistakes show.

The handouts' lr = 0.1 and beta = 0.9 hide mistakes (there lr = 1 - beta), so every other value keeps them apart.
"""

from autograder.symbolic.rule import Hyperparameter
from autograder.symbolic.vocabulary import beta, lr, rational

LEARNING_RATE = Hyperparameter(
    lr, "learning rate: how far to step", rational("1/10"), (rational("3/10"), rational("1/20"), rational("2/5"))
)
MOMENTUM_COEFFICIENT = Hyperparameter(
    beta,
    "how much of the previous velocity is kept, 0 <= beta < 1",
    rational("9/10"),
    (rational("4/5"), rational("3/5"), rational("1/2")),
)
AVERAGE_COEFFICIENT = Hyperparameter(
    beta,
    "weight of the past in the average, 0 <= beta < 1",
    rational("9/10"),
    (rational("4/5"), rational("3/5"), rational("1/2")),
)
