"""Inputs that show an epoch of stochastic gradient descent."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, permutation


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Epochs in several orders, over all samples and over some of them."""

    def data(samples: int, weights: int) -> dict[str, object]:
        return {
            "w": array(random, weights),
            "X": array(random, samples, weights, low=-2, high=2),
            "y": array(random, samples),
        }

    # not two, for which a gradient with 2/n in front is right
    three = {"w": [1, 2], "X": [[1, 0], [1, 1], [2, -1]], "y": [2, 1, 1], "lr": "1/10"}
    return (
        CaseCheck(
            "by-hand",
            "three samples, by hand",
            2,
            (
                Case(
                    "in the order of the rows",
                    {**three, "order": [0, 1, 2]},
                ),
                Case(
                    "the other way round: the result differs",
                    {**three, "order": [2, 1, 0]},
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
                Case(
                    "samples that are almost fitted: the gradients are tiny, and the steps go on",
                    {
                        "w": [0, 0],
                        "X": [[1, 2], [-1, 1], [2, 0]],
                        "y": ["3e-9", "-1e-12", "2e-17"],
                        "order": [2, 1, 0],
                        "lr": "1/10",
                    },
                ),
                Case(
                    "a rate that is too large: w grows with every sample",
                    {
                        "w": [1, -1],
                        "X": [[3, -2], [2, 3], [-3, 1]],
                        "y": [0, 1, 0],
                        "order": [0, 1, 2, 0, 2, 1, 0, 1],
                        "lr": "4/5",
                    },
                ),
            ),
        ),
    )
