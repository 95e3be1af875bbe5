"""Inputs that show running sums."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Series of several lengths and signs."""
    return (
        CaseCheck(
            "series",
            "short series",
            2,
            (
                Case("three values to follow on paper", {"values": [1, 2, 4]}),
                Case("changes of sign", {"values": [3, -5, 0, "1/2", -1]}),
                Case("any values", {"values": array(random, 6)}),
            ),
        ),
        CaseCheck(
            "edges",
            "one value, and many",
            1,
            (
                Case("one value", {"values": array(random, 1)}),
                Case("many values", {"values": array(random, 40)}),
            ),
        ),
    )
