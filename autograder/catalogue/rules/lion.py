"""Lion: a step of fixed length in the direction in which the gradient and its average agree."""

from autograder.catalogue.shared import FIRST_MOMENT, LR, WEIGHT_DECAY
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "lion",
    title="Lion",
    task="Step by the sign of a mix of m and the new gradient, with weight decay beside it; only then update the "
    "average m, with a weight of its own. Return the new w and a new state.",
    source="Chen et al. 2023 (arXiv:2302.06675), algorithm 2",
    takes="w grad",
    state=(FIRST_MOMENT,),
    hyperparameters=(
        LR,
        Hyperparameter("beta1", "weight of m in the mix whose sign is the step, 0 <= beta1 < 1", "0.9", "0.8 0.4"),
        Hyperparameter("beta2", "weight of the past in the average of gradients, 0 <= beta2 < 1", "0.99", "0.95 0.3"),
        WEIGHT_DECAY,
    ),
    steps="""
        update = sign(beta1*m + (1 - beta1)*grad)
        w = w - lr*(update + weight_decay*w)
        m = beta2*m + (1 - beta2)*grad
    """,
    returns="w",
    theorems="lion-step lion-box",
)
