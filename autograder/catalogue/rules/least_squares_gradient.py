"""The gradient of the mean squared error of a linear model."""

from random import Random

import sympy as sp

from autograder.symbolic import (
    Case,
    CaseCheck,
    Edit,
    Mistake,
    Rule,
    Step,
    as_written,
    dot,
    grad,
    rows,
    total,
    transpose,
    w,
)
from autograder.symbolic.draw import array

X, y = sp.symbols("X y")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Data sets small enough to follow by hand, and others of every shape."""
    return (
        CaseCheck(
            "by-hand",
            "three samples, by hand",
            2,
            (
                Case(
                    "numbers to follow on paper",
                    {"w": [1, 2], "X": [[1, 0], [0, 1], [1, 1]], "y": [2, 1, 0]},
                ),
                Case(
                    "the same samples, other weights", {"w": [-1, "1/2"], "X": [[1, 0], [0, 1], [1, 1]], "y": [2, 1, 0]}
                ),
            ),
        ),
        CaseCheck(
            "shapes",
            "data sets of other sizes",
            2,
            (
                Case(
                    "more samples than weights",
                    {"w": array(random, 2), "X": array(random, 5, 2), "y": array(random, 5)},
                ),
                Case(
                    "more weights than samples",
                    {"w": array(random, 4), "X": array(random, 2, 4), "y": array(random, 2)},
                ),
                Case("a single sample", {"w": array(random, 3), "X": array(random, 1, 3), "y": array(random, 1)}),
                Case("a single weight", {"w": array(random, 1), "X": array(random, 4, 1), "y": array(random, 4)}),
                Case(
                    "as many samples as weights",
                    {"w": array(random, 3), "X": array(random, 3, 3), "y": array(random, 3)},
                ),
            ),
        ),
    )


with as_written():
    RULE = Rule(
        name="least_squares_gradient",
        title="The gradient of least squares",
        task=(
            "Compute the gradient of L(w) = 1/(2n) sum_i (x_i.w - y_i)^2, where x_i is row i of X and n is the number "
            "of rows."
        ),
        source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.5",
        parameters=(w, X, y),
        steps=(Step(grad, dot(transpose(X), dot(X, w) - y) / rows(X)),),
        words={
            "w": "weights, float64, shape (d,)",
            "X": "samples, one in each row, float64, shape (n, d)",
            "y": "targets, float64, shape (n,)",
            "grad": "the gradient at w, float64, shape (d,)",
        },
        cases=cases,
        mistakes=(
            Mistake(
                "sum",
                "the sum over the samples instead of their mean",
                "Write every sample down twice: should the gradient change?",
                "the division by the number of samples",
                Edit({grad: dot(transpose(X), dot(X, w) - y)}),
            ),
            Mistake(
                "factor-2",
                "a factor 2 too many",
                "The loss has 1/(2n) in front: what becomes of the 2 when you take the derivative?",
                "the factor in front of the sum",
                Edit({grad: 2 * dot(transpose(X), dot(X, w) - y) / rows(X)}),
            ),
            Mistake(
                "sign",
                "the residual has the wrong sign",
                "Where the prediction is too large, should growing w make the loss larger or smaller?",
                "prediction minus target, or target minus prediction",
                Edit({grad: dot(transpose(X), y - dot(X, w)) / rows(X)}),
            ),
            Mistake(
                "divided-by-weights",
                "the sum is divided by the number of weights, not of samples",
                "Write every sample down twice: should the gradient change?",
                "the number that you divide by",
                Edit({grad: dot(transpose(X), dot(X, w) - y) / rows(w)}),
            ),
            Mistake(
                "product-of-means",
                "the mean residual is multiplied by the mean sample",
                "Is the mean of the products of two series the product of their means? Try 1, -1 and 1, -1.",
                "what is averaged",
                Edit({grad: total(dot(X, w) - y) / rows(X) * dot(transpose(X), 1 + 0 * y) / rows(X)}),
            ),
            Mistake(
                "mean-prediction",
                "every prediction is compared with every target: y is a column, and the residuals are a table",
                "Print the shape of prediction minus target: how many residuals should there be?",
                "the shapes of prediction and target",
                Edit({grad: dot(transpose(X), total(dot(X, w)) / rows(X) - y) / rows(X)}),
            ),
        ),
    )
