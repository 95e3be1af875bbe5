"""One epoch of stochastic gradient descent: a step for every sample."""

from random import Random

import sympy as sp

from autograder.catalogue.shared.hyperparameters import LEARNING_RATE
from autograder.symbolic import (
    Case,
    CaseCheck,
    Edit,
    Loop,
    Mistake,
    Rule,
    Step,
    all_but_first,
    as_written,
    dot,
    first,
    integer,
    lr,
    w,
)
from autograder.symbolic.draw import array, permutation

X, y, x_i, y_i = sp.symbols("X y x_i y_i")
order = integer("order")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Epochs in several orders, over all samples and over some of them."""

    def data(samples: int, weights: int) -> dict[str, object]:
        return {
            "w": array(random, weights),
            "X": array(random, samples, weights, low=-2, high=2),
            "y": array(random, samples),
        }

    return (
        CaseCheck(
            "by-hand",
            "two samples, by hand",
            2,
            (
                Case(
                    "in the order of the rows",
                    {"w": [1, 2], "X": [[1, 0], [1, 1]], "y": [2, 1], "order": [0, 1], "lr": "1/10"},
                ),
                Case(
                    "the other way round: the result differs",
                    {"w": [1, 2], "X": [[1, 0], [1, 1]], "y": [2, 1], "order": [1, 0], "lr": "1/10"},
                ),
            ),
        ),
        CaseCheck(
            "order",
            "the order that is asked for",
            2,
            (
                Case("a shuffled epoch", {**data(5, 2), "order": permutation(random, 5), "lr": "1/20"}),
                Case("only some of the samples", {**data(4, 3), "order": [2, 0], "lr": "3/10"}),
                Case("a sample that comes twice", {**data(3, 2), "order": [1, 2, 1], "lr": "1/10"}),
            ),
        ),
    )


with as_written():
    RULE = Rule(
        name="sgd_epoch",
        title="An epoch of stochastic gradient descent",
        task=(
            "Go through the samples in the given order and take one step for each, with the gradient (x_i.w - y_i) x_i "
            "of that sample at the weights you have reached."
        ),
        source="Robbins and Monro 1951; Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1",
        parameters=(w, X, y, order),
        hyperparameters=(LEARNING_RATE,),
        steps=(Step(w, w - lr * (dot(x_i, w) - y_i) * x_i),),
        loop=Loop("for each i in `order`, with row x_i of X and target y_i", "zip(X[order], y[order])", (x_i, y_i)),
        words={
            "w": "weights, float64, shape (d,)",
            "X": "samples, one in each row, float64, shape (n, d)",
            "y": "targets, float64, shape (n,)",
            "order": "indices of the samples to use, in this order, int64",
            "result": "the weights after the epoch, float64, shape (d,)",
        },
        cases=cases,
        theorems=("in-expectation", "exact-fit"),
        mistakes=(
            Mistake(
                "ascent",
                "steps up the gradient instead of down",
                "Does the error on a sample shrink after its step?",
                "the sign in the line that computes the new w",
                Edit({w: w + lr * (dot(x_i, w) - y_i) * x_i}),
            ),
            Mistake(
                "factor-2",
                "a factor 2 too many",
                "The loss of one sample is half the squared error: what is its derivative?",
                "the factor in front of the gradient",
                Edit({w: w - 2 * lr * (dot(x_i, w) - y_i) * x_i}),
            ),
            Mistake(
                "targets-not-in-order",
                "the rows are taken in the given order, and the targets as they stand in y",
                "Print the index of the row and the index of the target in every step: do they belong together?",
                "which target goes with which row",
                Edit({w: w - lr * (dot(x_i, w) - first(y)) * x_i}, then=(Step(y, all_but_first(y)),)),
            ),
        ),
    )
