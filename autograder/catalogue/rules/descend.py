"""A run of gradient descent: the same step, again and again, each time with the gradient at the new point."""

from autograder.catalogue.shared import LR
from autograder.symbolic import Hyperparameter, Loop, Rule

RULE = Rule.from_text(
    "descend",
    title="A run of gradient descent",
    task="Repeat the gradient descent step `steps` times, each time with the gradient at the point you have "
    "reached, and return all points you passed, the start first.",
    source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3",
    takes={"grad_fn": "", "w": "where to start, float64, any shape"},
    hyperparameters=(
        LR,
        Hyperparameter("steps", "how many steps to take, int, at least 0", "5", "2", integer=True),
    ),
    steps="""
        grad = grad_fn(w)
        w = w - lr*grad
    """,
    loop=Loop("`steps` times", over="range(steps)", collect="w", with_start=True),
    returns={"w": "all points passed, float64, shape (steps + 1, *w.shape), the start first"},
    theorems="value-bound best-rate plateau",
)
