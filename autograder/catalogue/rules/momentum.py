"""Momentum: a velocity that remembers past gradients."""

from autograder.catalogue.shared import BETA_OF_VELOCITY, LR
from autograder.symbolic import Convention, Rule, State

RULE = Rule.from_text(
    "momentum",
    title="Momentum",
    task="Update the velocity v with the new gradient, then move w along it. Return the new w and a new state; "
    "leave the old ones as they are.",
    source="Polyak 1964 (the heavy ball)",
    takes="w grad",
    state=(State("v", "the velocity"),),
    hyperparameters=(LR, BETA_OF_VELOCITY),
    steps="""
        v = beta*v + grad
        w = w - lr*v
    """,
    conventions=(
        Convention(
            "heavy_ball",
            "the velocity sums gradients; the learning rate is applied in the step",
            used_by="PyTorch, optax",
        ),
        Convention(
            "ema",
            "the velocity is an exponential moving average of the gradients",
            used_by="many lecture notes",
            steps="""
                v = beta*v + (1 - beta)*grad
                w = w - lr*v
            """,
        ),
        Convention(
            "lr_inside",
            "the learning rate is inside the velocity",
            used_by="many textbooks",
            steps="""
                v = beta*v + lr*grad
                w = w - v
            """,
        ),
        Convention(
            "descent_velocity",
            "the velocity points downhill, with the learning rate inside",
            used_by="Sutskever et al. 2013 (equations 1 and 2), Keras, CS231n",
            steps="""
                v = beta*v - lr*grad
                w = w + v
            """,
        ),
        Convention(
            "downhill",
            "the velocity points downhill; the learning rate is applied in the step",
            steps="""
                v = beta*v - grad
                w = w + lr*v
            """,
        ),
    ),
    theorems="momentum-limits long-valley three-cycle over-the-hill saddle",
)
