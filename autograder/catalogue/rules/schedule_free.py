"""Schedule-free gradient descent: steps far ahead, an average behind, and a gradient between the two."""

from autograder.catalogue.shared import COUNT, LR
from autograder.symbolic import Hyperparameter, Rule, State

RULE = Rule.from_text(
    "schedule_free",
    title="Schedule-free gradient descent",
    task="The gradient was measured at w, which lies between z, where plain steps lead, and x, the mean of all z. "
    "Count the step (at the first one z starts at w), step z, let x be the mean of all z so far, and return the new "
    "point between them as w, with a new state. The weights that are used in the end are x.",
    source="Defazio et al. 2024 (arXiv:2405.15682), equations 1 to 3",
    takes="w grad",
    state=(
        State("z", "the point that plain steps have reached"),
        State("x", "the mean of all z after the first"),
        COUNT,
    ),
    hyperparameters=(
        LR,
        Hyperparameter("beta", "how near to the mean the gradient is measured, 0 <= beta <= 1", "0.9", "0.8 0.4 0.5"),
    ),
    steps="""
        t = t + 1
        z_0 = w if t == 1 else z
        z = z_0 - lr*grad
        x = (1 - 1/t)*x + z/t
        w = (1 - beta)*z + beta*x
    """,
    theorems="half-speed",
)
