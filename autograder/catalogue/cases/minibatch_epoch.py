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
            "one batch for everything, batches of one, and tiny and growing steps",
            1,
            (
                Case("one batch: a step of full gradient descent", {**data(4, 2), "lr": "1/10", "batch_size": 4}),
                Case("batches of one: stochastic gradient descent", {**data(4, 2), "lr": "1/20", "batch_size": 1}),
                Case(
                    "samples that are almost fitted: the gradients are tiny, and the steps go on",
                    {
                        "w": [0, 0],
                        "X": [[1, 2], [-1, 1], [2, 0], [1, 1], [0, 1]],
                        "y": ["2e-17", "1e-17", "-1e-12", "2e-12", "3e-9"],
                        "order": [0, 1, 2, 3, 4],
                        "lr": "1/10",
                        "batch_size": 2,
                    },
                ),
                Case(
                    "a rate that is too large: w grows with every batch",
                    {
                        "w": [1, -1],
                        "X": [[3, -2], [2, 3], [-3, 1]],
                        "y": [0, 1, 0],
                        "order": [0, 1, 2, 0, 2, 1, 0, 1],
                        "lr": "4/5",
                        "batch_size": 2,
                    },
                ),
                Case("a batch larger than the data", {**data(3, 2), "lr": "1/10", "batch_size": 8}),
            ),
        ),
    )
