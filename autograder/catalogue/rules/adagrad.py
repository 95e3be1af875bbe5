"""AdaGrad: every coordinate gets its own learning rate, which shrinks with the gradients it has seen."""

import sympy as sp

from autograder.catalogue.mistakes.averages import square_mistakes
from autograder.catalogue.mistakes.steps import division_mistakes, kept_denominator, root_mistakes
from autograder.catalogue.shared.averages import average
from autograder.catalogue.shared.hyperparameters import EPSILON, LEARNING_RATE
from autograder.symbolic import (
    Convention,
    Edit,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    eps,
    grad,
    lr,
    norm,
    rational,
    w,
)

s = sp.Symbol("s", nonnegative=True)
forgetting = sp.Rational(9, 10)
STARTED = rational("0.1")

with as_written():
    RULE = Rule(
        name="adagrad",
        title="AdaGrad",
        task=(
            "Add the squared gradient to s, coordinate by coordinate; then divide each coordinate's step by the root "
            "of its sum. Return the new w and a new state."
        ),
        source="Duchi, Hazan and Singer 2011, Journal of Machine Learning Research 12, section 1.1",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE, EPSILON),
        state=(StateQuantity(s, "sum of the squared gradients"),),
        steps=(Step(s, s + grad**2), Step(w, w - lr * grad / (sp.sqrt(s) + eps))),
        conventions=(
            Convention("eps_outside", "eps is added to the root", "PyTorch, CS231n"),
            Convention(
                "eps_inside",
                "eps is added to the sum, inside the root",
                "Keras, optax, Dive into Deep Learning, Ruder 2016",
                Edit({w: w - lr * grad / sp.sqrt(s + eps)}),
                (kept_denominator(s, sp.sqrt(s + eps)), *root_mistakes(grad, s, s + eps)),
            ),
        ),
        theorems=("effective-rate", "scale-invariance", "saddle-adaptive"),
        mistakes=(
            *division_mistakes(grad, s, but={"eps-inside"}),
            *square_mistakes(s, lambda new: s + new),
            Mistake(
                "sum-of-sizes",
                "s sums abs(grad), and no root is taken",
                "Where is the square in your code, and where is the root that undoes it?",
                "the line of s and the denominator",
                Edit({s: s + sp.Abs(grad), w: w - lr * grad / (s + eps)}),
            ),
            Mistake(
                "average-with-0.9",
                "s is a moving average, as in RMSprop, not a sum",
                "Feed the same gradient again and again: should s level off or keep growing?",
                "the line of s",
                Edit({s: average(s, forgetting, grad**2)}),
            ),
            Mistake(
                "sum-that-forgets",
                "the old sum is multiplied by 0.9 before the new square is added",
                "Pass a gradient of 0: should s change?",
                "the factor in front of the old sum",
                Edit({s: forgetting * s + grad**2}),
            ),
            Mistake(
                "sum-starts-at-0.1",
                "a sum of 0 is replaced by 0.1, the initial value of Keras",
                "What should s be after one step with a gradient of 1 from a zero state?",
                "the line of s",
                Edit({s: sp.Piecewise((STARTED + grad**2, sp.Eq(norm(s), 0)), (s + grad**2, True))}),
            ),
            Mistake(
                "eps-in-state",
                "eps is added to s in the state, again at every step",
                "Pass a gradient of 0 and eps = 0.1: should s change?",
                "the line of s",
                Edit({s: s + grad**2 + eps, w: w - lr * grad / sp.sqrt(s)}),
            ),
            Mistake(
                "root-kept",
                "the root is kept in the state, not the sum",
                "After gradients 3 and 4 from a zero state, what should s be?",
                "where the root is taken",
                Edit({s: sp.sqrt(s + grad**2), w: w - lr * grad / (s + eps)}),
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
