"""Nesterov's accelerated gradient: momentum that looks ahead before it measures the slope."""

from autograder.catalogue.shared import BETA_OF_VELOCITY, LR
from autograder.symbolic import Convention, Rule, State

AT_THE_POINT_AHEAD = (
    "Here w is the point that already looks ahead: measure the gradient there and update the velocity; then take the "
    "step, and at once as far ahead as the velocity will carry you next time. Call `grad_fn` once."
)

RULE = Rule.from_text(
    "nesterov",
    title="Nesterov momentum",
    task="Measure the gradient not at w but at the point to which the velocity is about to carry you; then update "
    "the velocity and w as with momentum. Call `grad_fn` once.",
    source="Nesterov 1983; written as momentum by Sutskever et al. 2013",
    takes="w grad_fn",
    state=(State("v", "the velocity"),),
    hyperparameters=(LR, BETA_OF_VELOCITY),
    steps="""
        ahead = w - lr*beta*v
        grad = grad_fn(ahead)
        v = beta*v + grad
        w = w - lr*v
    """,
    conventions=(
        Convention(
            "lr_outside",
            "the velocity sums gradients; the learning rate is applied in the step",
            used_by="Dozat 2015",
        ),
        Convention(
            "lr_inside",
            "the learning rate is inside the velocity",
            used_by="Sutskever et al. 2013 and CS231n, who turn the sign of v round",
            steps="""
                ahead = w - beta*v
                grad = grad_fn(ahead)
                v = beta*v + lr*grad
                w = w - v
            """,
        ),
        Convention(
            "descent_velocity",
            "the velocity points downhill, with the learning rate inside",
            used_by="Sutskever et al. 2013 (equations 3 and 4), CS231n",
            steps="""
                ahead = w + beta*v
                grad = grad_fn(ahead)
                v = beta*v - lr*grad
                w = w + v
            """,
        ),
        Convention(
            "downhill",
            "the velocity points downhill; the learning rate is applied in the step",
            steps="""
                ahead = w + lr*beta*v
                grad = grad_fn(ahead)
                v = beta*v - grad
                w = w + lr*v
            """,
        ),
        Convention(
            "look_ahead",
            "w is always the point that looks ahead; the velocity sums gradients",
            used_by="PyTorch, optax",
            task=AT_THE_POINT_AHEAD,
            steps="""
                grad = grad_fn(w)
                v = beta*v + grad
                w = w - lr*(grad + beta*v)
            """,
        ),
        Convention(
            "look_ahead_descent",
            "w is always the point that looks ahead; the velocity points downhill, with the learning rate inside",
            used_by="Keras, Bengio, Boulanger-Lewandowski and Pascanu 2013",
            task=AT_THE_POINT_AHEAD,
            steps="""
                grad = grad_fn(w)
                v = beta*v - lr*grad
                w = w + beta*v - lr*grad
            """,
        ),
    ),
    theorems="nesterov-limits nesterov-bound strongly-convex saddle",
)
