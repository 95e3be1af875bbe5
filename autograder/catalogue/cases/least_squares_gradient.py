"""Inputs that show the gradient of least squares."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array


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
                Case(
                    "samples that are almost fitted: the gradient is tiny",
                    {"w": [0, 0], "X": [[1, 2], [-1, 1], [2, 0]], "y": ["3e-17", "-1e-17", "2e-17"]},
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
