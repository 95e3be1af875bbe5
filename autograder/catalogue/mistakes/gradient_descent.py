"""Mistakes in gradient_descent: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.steps import unit_gradient

MISTAKES = (
    ("ascent", "a step up the gradient instead of down", "the sign in the line that computes the new w",
     "After one step on L(w) = w^2, is the loss smaller or larger than before?",
     "w = w + lr*grad"),
    ("no-lr", "the learning rate is not used", "the line that computes the new w",
     "Call your function with two different learning rates: does the answer change?",
     "w = w - grad"),
    ("half-gradient", "a factor 2 is lost", "the factor in front of the gradient",
     "The gradient is given: does your step use all of it?",
     "w = w - lr*grad/2"),
    unit_gradient("w = w - lr*{}"),
    ("stops-at-zero", "a coordinate that would change its sign becomes 0", "what happens to w after the step",
     "Must the minimum lie at 0? Try w = 1, a gradient of 30 and lr = 0.1.",
     "w = (w - lr*grad)*(1 + min(sign(w - lr*grad)*sign(w), 0))"),
)
