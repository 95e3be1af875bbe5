"""Inputs that show an epoch of mini-batch gradient descent."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, permutation


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
