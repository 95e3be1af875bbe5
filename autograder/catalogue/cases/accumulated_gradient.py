"""Inputs that show an accumulated gradient."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, permutation


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Slices that fit, a smaller last slice, one slice for all, and slices of one."""

    def data(samples: int, weights: int, batch_size: int, micro: int) -> dict[str, object]:
        return {
            "w": array(random, weights),
            "X": array(random, samples, weights, low=-2, high=2),
            "y": array(random, samples),
            "order": permutation(random, samples),
            "batch_size": batch_size,
            "micro": micro,
        }

    return (
        CaseCheck(
            "full-slices",
            "slices that all have the same size",
            2,
            (
                Case(
                    "four samples in twos, by hand",
                    {
                        "w": [1, 2],
                        "X": [[1, 0], [0, 1], [1, 1], [2, 1]],
                        "y": [2, 1, 0, 3],
                        "order": [0, 1, 2, 3],
                        "batch_size": 4,
                        "micro": 2,
                    },
                ),
                Case("six of seven samples in threes", data(7, 2, 6, 3)),
            ),
        ),
        CaseCheck(
            "last-slice",
            "a last slice that is smaller",
            2,
            (
                Case(
                    "five gradients, -1 to -5, in twos",
                    {
                        "w": [0],
                        "X": [[1], [1], [1], [1], [1]],
                        "y": [1, 2, 3, 4, 5],
                        "order": [0, 1, 2, 3, 4],
                        "batch_size": 5,
                        "micro": 2,
                    },
                ),
                Case("five of eight samples in twos", data(8, 3, 5, 2)),
                Case("seven samples in threes", data(7, 2, 7, 3)),
            ),
        ),
        CaseCheck(
            "edges",
            "one slice for all, slices of one, and a batch that is a part of the data",
            1,
            (
                Case("one slice", data(4, 2, 4, 4)),
                Case("a slice that is larger than the batch", data(4, 2, 3, 8)),
                Case("slices of one", data(5, 2, 4, 1)),
                Case("a batch of one", data(3, 2, 1, 2)),
                Case(
                    "samples that are almost fitted",
                    {
                        "w": [0, 0],
                        "X": [[1, 2], [-1, 1], [2, 0]],
                        "y": ["2e-17", "1e-17", "-1e-12"],
                        "order": [2, 0, 1],
                        "batch_size": 3,
                        "micro": 2,
                    },
                ),
            ),
        ),
    )
