"""SGDW: momentum with weight decay beside the gradient, not inside it."""

from autograder.catalogue.shared import BETA_OF_VELOCITY, LR, WEIGHT_DECAY
from autograder.symbolic import Convention, Rule, State

RULE = Rule.from_text(
    "sgdw",
    title="SGDW",
    task="Update the velocity v with the gradient alone; then step along it and, in the same line, shrink w by the "
    "part lr*weight_decay. The decay does not enter v. Return the new w and a new state.",
    source="Loshchilov and Hutter 2019 (arXiv:1711.05101), algorithm 1, with the decay times lr",
    takes="w grad",
    state=(State("v", "the velocity"),),
    hyperparameters=(LR, BETA_OF_VELOCITY, WEIGHT_DECAY),
    steps="""
        v = beta*v + grad
        w = w - lr*(v + weight_decay*w)
    """,
    conventions=(
        Convention("decoupled", "the decay is beside the gradient, times the learning rate", used_by="optax"),
        Convention(
            "l2",
            "the decay is added to the gradient, so that it enters the velocity",
            used_by="PyTorch",
            task="Add weight_decay*w to the gradient, as the penalty of L2 regularisation does; then take the step of "
            "momentum with that. Return the new w and a new state.",
            source="PyTorch, torch.optim.SGD",
            steps="""
                v = beta*v + (grad + weight_decay*w)
                w = w - lr*v
            """,
        ),
    ),
    theorems="decoupled-decay",
)
