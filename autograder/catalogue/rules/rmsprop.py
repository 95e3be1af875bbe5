"""RMSprop: AdaGrad that forgets, with a moving average of the squared gradients in place of their sum."""

import sympy as sp

from autograder.catalogue.mistakes.averages import average_mistakes, square_mistakes
from autograder.catalogue.mistakes.steps import division_mistakes, kept_denominator, root_mistakes
from autograder.catalogue.shared.averages import average
from autograder.catalogue.shared.hyperparameters import AVERAGE_COEFFICIENT, EPSILON, LEARNING_RATE
from autograder.symbolic import (
    Convention,
    Edit,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    beta,
    eps,
    grad,
    lr,
    w,
)

s = sp.Symbol("s", nonnegative=True)

with as_written():
    RULE = Rule(
        name="rmsprop",
        title="RMSprop",
        task=(
            "Update the moving average s of the squared gradients; then divide each coordinate's step by the root of "
            "its average. Return the new w and a new state."
        ),
        source="Tieleman and Hinton 2012, Neural Networks for Machine Learning, lecture 6.5",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE, AVERAGE_COEFFICIENT, EPSILON),
        state=(StateQuantity(s, "average of the squared gradients"),),
        steps=(Step(s, average(s, beta, grad**2)), Step(w, w - lr * grad / (sp.sqrt(s) + eps))),
        conventions=(
            Convention("eps_outside", "eps is added to the root", "PyTorch, CS231n"),
            Convention(
                "eps_inside",
                "eps is added to the average, inside the root",
                "Keras, optax, Dive into Deep Learning",
                Edit({w: w - lr * grad / sp.sqrt(s + eps)}),
                (kept_denominator(s, sp.sqrt(s + eps)), *root_mistakes(grad, s, s + eps)),
            ),
            Convention(
                "no_eps",
                "without eps, so that the first zero gradient divides 0 by 0",
                "some lecture notes",
                Edit({w: w - lr * grad / sp.sqrt(s)}),
                (kept_denominator(s, sp.sqrt(s)), *root_mistakes(grad, s, s)),
            ),
        ),
        theorems=("two-cycle", "scale-invariance", "saddle-adaptive"),
        mistakes=(
            *division_mistakes(grad, s, but={"eps-inside", "no-eps"}),
            # weights-swapped is the general mistake beta-complement
            *average_mistakes({s: (beta, grad**2)}, but={"weights-swapped"}),
            *square_mistakes(s, lambda new: average(s, beta, new)),
            Mistake(
                "sum",
                "s is a plain sum, as in AdaGrad",
                "What does beta do in your code?",
                "the line of s",
                Edit({s: s + grad**2}),
            ),
            Mistake(
                "square-of-average",
                "the gradients are averaged and then squared",
                "Let the gradient change its sign at every step: should the average of the squares tend to 0?",
                "where the square is taken",
                Edit({s: average(s, beta, grad), w: w - lr * grad / (sp.sqrt(s**2) + eps)}),
            ),
            Mistake(
                "complement-squared",
                "1 - beta is squared together with grad",
                "Put numbers in: grad = 2 and beta = 0.9. What should be added to s?",
                "the parentheses around the square",
                Edit({s: beta * s + ((1 - beta) * grad) ** 2}),
            ),
            Mistake(
                "square-of-difference",
                "s moves by the square of grad - s, not towards grad**2",
                "Feed the same gradient 2 again and again: where should s settle?",
                "the parentheses around the square",
                Edit({s: s + (1 - beta) * (grad - s) ** 2}),
            ),
            Mistake(
                "beta-is-0.999",
                "s is averaged with 0.999, the beta2 of Adam, whatever beta is",
                "Change beta: does s change?",
                "the weights in the line of s",
                Edit({s: average(s, sp.Rational(999, 1000), grad**2)}),
            ),
            Mistake(
                "beta-is-0.99",
                "s is averaged with 0.99, PyTorch's usual value, whatever beta is",
                "Change beta: does s change?",
                "the weights in the line of s",
                Edit({s: average(s, sp.Rational(99, 100), grad**2)}),
            ),
            Mistake(
                "correction-of-step-1",
                "s is divided by 1 - beta before its root is taken",
                "RMSprop does not correct for the start at 0: how long is your first step, and how long should it be?",
                "what grad is divided by",
                Edit({w: w - lr * grad / (sp.sqrt(s / (1 - beta)) + eps)}),
            ),
            Mistake(
                "eps-in-state",
                "eps is added to s in the state, again at every step",
                "Pass a gradient of 0, a state of 0 and eps = 0.1: should s change?",
                "the line of s",
                Edit({s: average(s, beta, grad**2) + eps, w: w - lr * grad / sp.sqrt(s)}),
            ),
            Mistake(
                "root-kept",
                "the root is kept in the state, not the average",
                "What should s be after one step with gradient 8 from a zero state, if beta is 0.9?",
                "where the root is taken",
                Edit({s: sp.sqrt(average(s, beta, grad**2)), w: w - lr * grad / (s + eps)}),
            ),
            kept_denominator(s, sp.sqrt(s) + eps),
            Mistake(
                "gradient-squared-in-step",
                "the step uses grad**2 where grad belongs",
                "Let the gradient be negative: does w move up, as it should?",
                "the numerator in the line of w",
                Edit({w: w - lr * grad**2 / (sp.sqrt(s) + eps)}),
            ),
        ),
    )
