"""Gradient descent: a step against the gradient."""

import sympy as sp

from autograder.catalogue.mistakes.steps import unit_gradient
from autograder.catalogue.shared.hyperparameters import LEARNING_RATE
from autograder.symbolic import Edit, Mistake, Rule, Step, as_written, grad, lr, w

with as_written():
    NEW = w - lr * grad
    CROSSING = sp.Min(sp.sign(NEW) * sp.sign(w), 0)
    RULE = Rule(
        name="gradient_descent",
        title="Gradient descent",
        task="Take one step of gradient descent: move against the gradient, as far as the learning rate says.",
        source="Cauchy 1847; Goodfellow, Bengio and Courville, Deep Learning (2016), equation 4.5",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE,),
        steps=(Step(w, NEW),),
        theorems=("quadratic-path", "descent-lemma", "basins", "saddle-escape"),
        mistakes=(
            Mistake(
                "ascent",
                "a step up the gradient instead of down",
                "After one step on L(w) = w^2, is the loss smaller or larger than before?",
                "the sign in the line that computes the new w",
                Edit({w: w + lr * grad}),
            ),
            Mistake(
                "no-lr",
                "the learning rate is not used",
                "Call your function with two different learning rates: does the answer change?",
                "the line that computes the new w",
                Edit({w: w - grad}),
            ),
            Mistake(
                "half-gradient",
                "a factor 2 is lost",
                "The gradient is given: does your step use all of it?",
                "the factor in front of the gradient",
                Edit({w: w - lr * grad / 2}),
            ),
            unit_gradient(lambda unit: {w: w - lr * unit}),
            Mistake(
                "stops-at-zero",
                "a coordinate that would change its sign becomes 0",
                "Must the minimum lie at 0? Try w = 1, a gradient of 30 and lr = 0.1.",
                "what happens to w after the step",
                Edit({w: NEW * (1 + CROSSING)}),
            ),
        ),
    )
