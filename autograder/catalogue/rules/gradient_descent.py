"""Gradient descent: a step against the gradient."""

from autograder.catalogue.shared import LR
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "gradient_descent",
    title="Gradient descent",
    task="Take one step of gradient descent: move against the gradient, as far as the learning rate says.",
    source="Cauchy 1847; Goodfellow, Bengio and Courville, Deep Learning (2016), equation 4.5",
    takes="w grad",
    hyperparameters=(LR,),
    steps="""
        w = w - lr*grad
    """,
    theorems="quadratic-path descent-lemma basins saddle-escape",
)
