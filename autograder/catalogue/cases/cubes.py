"""Inputs that show cubes."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Numbers of both signs, and arrays of several shapes."""
    return (
        CaseCheck(
            "numbers",
            "single numbers",
            2,
            (
                Case("two", {"x": 2}),
                Case("a negative number", {"x": -3}),
                Case("zero", {"x": 0}),
                Case("a fraction", {"x": "1/2"}),
                Case("any number", {"x": number(random, 2, 5)}),
            ),
        ),
        CaseCheck(
            "arrays",
            "arrays of any shape",
            1,
            (
                Case("a vector", {"x": ["-2", "-3/2", "-1", "-1/2", "0", "1/2", "1", "3/2", "2"]}),
                Case("a vector of one", {"x": array(random, 1)}),
                Case("a matrix", {"x": array(random, 2, 3)}),
            ),
        ),
    )
