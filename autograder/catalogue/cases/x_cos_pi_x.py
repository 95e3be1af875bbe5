"""Inputs that show x cos(pi x)."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Points on both sides of every extremum, at zeros, outside the interval, and arrays of them."""
    return (
        CaseCheck(
            "points",
            "single points",
            2,
            (
                Case("two thirds of the way to 1/2", {"x": "1/3"}),
                Case("the left end of the interval", {"x": -1}),
                Case("the right end of the interval", {"x": 2}),
                Case("a zero", {"x": 0}),
                Case("near the local minimum", {"x": "-1/4"}),
                Case("near the global minimum", {"x": "109/100"}),
                Case("a point that is in no handout", {"x": number(random, -1, 2)}),
                Case("outside the interval", {"x": number(random, 3, 4)}),
            ),
        ),
        CaseCheck(
            "arrays",
            "arrays of any shape",
            1,
            (
                Case(
                    "a vector over the interval", {"x": ["-1", "-3/4", "-1/2", "-1/4", "1/5", "3/5", "1", "7/5", "2"]}
                ),
                Case("a vector of one", {"x": array(random, 1)}),
                Case("a matrix", {"x": array(random, 2, 3)}),
            ),
        ),
    )
