"""Inputs that show moved."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Steps in both directions, none at all, and arrays of several shapes."""
    return (
        CaseCheck(
            "numbers",
            "single numbers",
            2,
            (
                Case("a step up", {"w": 1, "change": 2}),
                Case("a step down", {"w": 1, "change": -3}),
                Case("no step", {"w": "5/2", "change": 0}),
                Case("any numbers", {"w": number(random, 2, 5), "change": number(random, -4, -1)}),
            ),
        ),
        CaseCheck(
            "arrays",
            "arrays of any shape",
            1,
            (
                Case("a vector", {"w": [4, -2, 0], "change": [1, 1, "-1/2"]}),
                Case("a vector of one", {"w": array(random, 1), "change": array(random, 1)}),
                Case("a matrix", {"w": array(random, 2, 3), "change": array(random, 2, 3)}),
            ),
        ),
    )
