"""Inputs that show the mean so far."""

from random import Random
from typing import Any

from autograder.symbolic import Case, CaseCheck, Each
from autograder.symbolic.draw import array


def values(why: str, given: list[Any], **state: Any) -> Case:
    """Values one after another, each given with the state that the one before left."""
    return Case(why, {"x": Each(tuple(given)), "state": state})


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """The first value, series of several lengths, and one that goes on from a state."""
    return (
        CaseCheck(
            "first",
            "from the first value on",
            2,
            (
                values("two values", [3, 5]),
                values("the same value again and again", [2, 2, 2]),
                values("changes of sign", [4, -6, 0, "1/2"]),
                values("any values", array(random, 5)),
            ),
        ),
        CaseCheck(
            "middle",
            "from a state that is there already",
            1,
            (
                values("after four values", [1, 2], total=10, t=4),
                values("any values after nine", array(random, 3), total=-3, t=9),
            ),
        ),
    )
