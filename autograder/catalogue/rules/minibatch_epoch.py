"""One epoch of mini-batch gradient descent: a step for every batch, with the mean gradient of its samples."""

from random import Random

import sympy as sp

from autograder.catalogue.rules.gradient_descent import RULE as GRADIENT_DESCENT
from autograder.catalogue.rules.least_squares_gradient import RULE as LEAST_SQUARES
from autograder.catalogue.shared.hyperparameters import LEARNING_RATE
from autograder.symbolic import (
    Case,
    CaseCheck,
    Edit,
    Hyperparameter,
    Loop,
    Mistake,
    Rule,
    Step,
    as_written,
    dot,
    grad,
    integer,
    lr,
    rational,
    rows,
    transpose,
    w,
)
from autograder.symbolic.draw import array, permutation
from autograder.symbolic.rule import Steps

X, y, X_b, y_b = sp.symbols("X y X_b y_b")
order, batch_size = integer("order"), integer("batch_size")


def on_batch(steps: Steps) -> Steps:
    """The steps of least squares with the batch in the place of the whole data set."""
    return tuple(Step(step.symbol, step.expression.xreplace({X: X_b, y: y_b})) for step in steps)


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Batches that fit, a smaller last batch, one batch for all, and batches of one."""

    def data(samples: int, weights: int) -> dict[str, object]:
        return {
            "w": array(random, weights),
            "X": array(random, samples, weights, low=-2, high=2),
            "y": array(random, samples),
            "order": permutation(random, samples),
        }

    return (
        CaseCheck(
            "full-batches",
            "batches that all have the same size",
            2,
            (
                Case(
                    "four samples in twos, by hand",
                    {
                        "w": [1, 2],
                        "X": [[1, 0], [0, 1], [1, 1], [2, 1]],
                        "y": [2, 1, 0, 3],
                        "order": [0, 1, 2, 3],
                        "lr": "1/10",
                        "batch_size": 2,
                    },
                ),
                Case("a shuffled epoch in threes", {**data(6, 2), "lr": "3/10", "batch_size": 3}),
            ),
        ),
        CaseCheck(
            "last-batch",
            "a last batch that is smaller",
            2,
            (
                Case("five samples in twos", {**data(5, 2), "lr": "1/10", "batch_size": 2}),
                Case("seven samples in threes", {**data(7, 3), "lr": "1/20", "batch_size": 3}),
            ),
        ),
        CaseCheck(
            "order",
            "the samples that are asked for, as often as they are",
            1,
            (
                Case("only some of the samples", {**data(6, 2), "order": [4, 0, 3], "lr": "1/10", "batch_size": 2}),
                Case(
                    "samples that come twice", {**data(3, 2), "order": [1, 2, 1, 0, 2], "lr": "1/20", "batch_size": 2}
                ),
            ),
        ),
        CaseCheck(
            "extremes",
            "one batch for everything, and batches of one",
            1,
            (
                Case("one batch: a step of full gradient descent", {**data(4, 2), "lr": "1/10", "batch_size": 4}),
                Case("batches of one: stochastic gradient descent", {**data(4, 2), "lr": "1/20", "batch_size": 1}),
                Case("a batch larger than the data", {**data(3, 2), "lr": "1/10", "batch_size": 8}),
            ),
        ),
    )


with as_written():
    RULE = Rule(
        name="minibatch_epoch",
        title="An epoch of mini-batch gradient descent",
        task=(
            "Cut `order` into consecutive slices of `batch_size` samples (the last may be smaller) and take one step "
            "for each slice, with the mean gradient of its samples at the weights you have reached."
        ),
        source="Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1",
        parameters=(w, X, y, order),
        hyperparameters=(
            LEARNING_RATE,
            Hyperparameter(batch_size, "samples in a batch, at least 1", rational(2), (rational(3),)),
        ),
        steps=(*on_batch(LEAST_SQUARES.steps), *GRADIENT_DESCENT.steps),
        loop=Loop(
            "for each slice of `order`, with its rows X_b of X and targets y_b",
            "((X[i], y[i]) for i in (order[k : k + batch_size] for k in range(0, len(order), batch_size)))",
            (X_b, y_b),
        ),
        result=w,
        words={
            "w": "weights, float64, shape (d,)",
            "X": "samples, one in each row, float64, shape (n, d)",
            "y": "targets, float64, shape (n,)",
            "order": "indices of the samples to use, in this order, int64",
            "result": "the weights after the epoch, float64, shape (d,)",
        },
        cases=cases,
        theorems=("one-batch", "batches-of-one"),
        mistakes=(
            Mistake(
                "sum",
                "the sum over the batch instead of its mean",
                "Should a batch of 32 take a step 32 times as long as a batch of 1?",
                "the division by the number of samples in the batch",
                Edit({grad: dot(transpose(X_b), dot(X_b, w) - y_b)}),
            ),
            Mistake(
                "batch-size-divisor",
                "the last, smaller batch is divided by batch_size",
                "How many samples are in the last batch?",
                "the number that you divide by",
                Edit({grad: dot(transpose(X_b), dot(X_b, w) - y_b) / batch_size}),
            ),
            Mistake(
                "data-size-divisor",
                "the batch is divided by the number of all samples",
                "The mean of a batch: over which samples?",
                "the number that you divide by",
                Edit({grad: dot(transpose(X_b), dot(X_b, w) - y_b) / rows(X)}),
            ),
            Mistake(
                "ascent",
                "steps up the gradient instead of down",
                "Does the loss fall during your epoch?",
                "the sign in the line that computes the new w",
                Edit({w: w + lr * grad}),
            ),
        ),
    )
