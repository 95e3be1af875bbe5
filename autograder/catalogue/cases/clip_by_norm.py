"""Inputs that show clipping by norm."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Long and short gradients, of every shape and size."""

    def case(why: str, grad: object, max_norm: object) -> Case:
        return Case(why, {"grad": grad, "max_norm": max_norm})

    return (
        CaseCheck(
            "long",
            "gradients that are too long",
            2,
            (
                case("(3, 4), by hand", [3, 4], 1),
                case("another limit", [3, 4], "1/2"),
                case("drawn numbers", array(random, 3, low=1), "7/10"),
                case("a single number", "-5/2", "3/10"),
                case("a million times too long", [3000000, -4000000], 2),
            ),
        ),
        CaseCheck(
            "short",
            "gradients that are short enough, and one that is not",
            2,
            (
                case("(0.3, 0.4), by hand", ["3/10", "4/10"], 1),
                case("a long vector of small elements", ["1/10", "-1/5", "1/10", "1/20"], "1/2"),
                case("tiny", ["3e-17", "-4e-17"], 1),
                case("no slope at all", [0, 0, 0], 1),
                case("drawn numbers, and a limit that nobody reaches", array(random, 4), 50),
                case("a little too long", ["3/5", "4/5"], "9/10"),
            ),
        ),
        CaseCheck(
            "shapes",
            "one norm for all elements",
            1,
            (
                case("a matrix", array(random, 2, 3, low=1), 1),
                case("a matrix whose rows are short, and which is long", [["3/5", "3/5"], ["3/5", "3/5"]], 1),
                case("a stack of matrices", array(random, 2, 1, 2, low=1), "3/2"),
                case("tiny numbers, and a limit that is tinier", ["3e-9", "-4e-9"], "1e-9"),
            ),
        ),
    )
