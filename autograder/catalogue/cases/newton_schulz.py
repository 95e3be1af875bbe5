"""Inputs that show the orthogonalization of a matrix."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Diagonal, square, wide and tall matrices, and none, one or several passes."""

    def case(why: str, matrix: object, steps: int) -> Case:
        return Case(why, {"G": matrix, "steps": steps})

    return (
        CaseCheck(
            "one-pass",
            "the norm, and one pass",
            2,
            (
                case("no pass: the matrix by its norm", [[3, 0], [0, 4]], 0),
                case("diag(3, 4), one pass", [[3, 0], [0, 4]], 1),
                case("elements that no student can foresee", array(random, 2, 2), 1),
                case("a single number", [["7/2"]], 1),
            ),
        ),
        CaseCheck(
            "passes",
            "several passes",
            2,
            (
                case("diag(3, 4), five passes", [[3, 0], [0, 4]], 5),
                case("a full matrix", array(random, 2, 2), 3),
                case("three rows and columns", array(random, 3, 3), 2),
                case("a turned matrix", [["9/5", "-16/5"], ["12/5", "12/5"]], 4),
            ),
        ),
        CaseCheck(
            "shapes",
            "wide and tall matrices, and their size",
            1,
            (
                case("wide", array(random, 2, 4), 1),
                case("tall", array(random, 4, 2), 2),
                case("a row", array(random, 1, 3), 3),
                case("a column", array(random, 3, 1), 3),
                case("tiny elements", [["3e-9", "1e-9"], ["-2e-9", "4e-9"]], 3),
                case("large elements", [[30000, -10000], [20000, 50000]], 3),
            ),
        ),
    )
