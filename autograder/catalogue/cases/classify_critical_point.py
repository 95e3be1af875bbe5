"""Inputs that show kinds of critical points."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import number, symmetric


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Points of every kind in one to four dimensions, on both sides of the tolerance, with axes that are turned."""
    a, b = abs(number(random)) + 1, abs(number(random)) + 1
    small = "1/1000000"

    def case(why: str, gradient: object, hessian: object, tol: str = small) -> Case:
        return Case(why, {"gradient": gradient, "hessian": hessian, "tol": tol})

    return (
        CaseCheck(
            "plain",
            "one of each kind",
            2,
            (
                case("x^2 + 2 y^2 at its minimum", [0, 0], [[2, 0], [0, 4]]),
                case("-x^2 - 2 y^2 at its maximum", [0, 0], [[-2, 0], [0, -4]]),
                case("x^2 - y^2 at its saddle", [0, 0], [[2, 0], [0, -2]]),
                case("x^2 + y^4 at its minimum, where the Hessian cannot tell", [0, 0], [[2, 0], [0, 0]]),
                case("x^3 at 0", [0], [[0]]),
                case("one dimension, gently curved downwards", [0], [["-1/2"]]),
                case("a point on a slope", [3, -1], [[2, 0], [0, 4]]),
            ),
        ),
        CaseCheck(
            "turned",
            "Hessians that are not diagonal",
            3,
            (
                case("a saddle with a positive diagonal", [0, 0], [[1, 2], [2, 1]]),
                case("a saddle with a negative diagonal", [0, 0], [[-1, 3], [3, -2]]),
                case("a minimum in two dimensions", [0, 0], symmetric(random, a, b + 5)),
                case("a maximum in two dimensions", [0, 0], symmetric(random, -a, -b - 5)),
                case("a minimum in three dimensions", [0, 0, 0], symmetric(random, a, b, a + b)),
                case("a maximum in three dimensions", [0, 0, 0], symmetric(random, -a, -b, -a - b)),
                case("two ways down, one way up", [0, 0, 0], symmetric(random, -a, -b, a + b + 3)),
                case("two ways up, one way down", [0, 0, 0], symmetric(random, a, b + 6, "-1/2")),
                case("a saddle in four dimensions, two ways each", [0] * 4, symmetric(random, -a, b, -a, b)),
                case("curvatures that are equal", [0, 0, 0], symmetric(random, 3, 3, b + 3)),
                case("a flat direction, turned", [0, 0], [[1, 1], [1, 1]]),
                case("a flat direction among ways down", [0, 0, 0], symmetric(random, -a, 0, -b)),
                case("a saddle with a flat direction", [0, 0, 0], symmetric(random, -a, 0, b)),
                case("flat in every direction but one", [0] * 4, symmetric(random, 0, 0, a, 0)),
            ),
        ),
        CaseCheck(
            "tolerance",
            "on both sides of tol",
            2,
            (
                case("a gradient below tol", ["1/5", "-1/5"], [[2, 0], [0, 4]], "1/2"),
                case("each component below tol, the norm above it", ["2/5", "2/5"], [[2, 0], [0, 4]], "1/2"),
                case("the sum of the components is 0", [1, -1], [[2, 1], [1, 2]], "1/2"),
                case(
                    "the norm below tol, the sum of the components above it",
                    ["3/10", "3/10"],
                    [[-2, 0], [0, -4]],
                    "1/2",
                ),
                case("the square of the norm below tol", ["3/5", 0], [[2, 0], [0, 4]], "1/2"),
                case("a small curvature counts as flat", [0, 0], [["3/10", 0], [0, 4]], "1/2"),
                case("a small negative curvature counts as flat", [0, 0], [["-3/10", 0], [0, 4]], "1/2"),
                case("a small positive curvature counts as flat", [0, 0], [[-3, 0], [0, "3/10"]], "1/2"),
                case("small curvatures of both signs", [0, 0], [["-3/10", 0], [0, "3/10"]], "1/2"),
                case("a saddle beside a small curvature", [0, 0, 0], symmetric(random, "1/5", -a, b), "1/2"),
                case("the same curvatures with a finer tol", [0, 0], [["3/10", 0], [0, 4]], "1/10"),
                case("a steep saddle is not critical on a slope", [1, 0], [[1, 2], [2, 1]], "1/2"),
                case("a flat place on a slope", [0, "3/4"], [[0, 0], [0, 0]], "1/2"),
                case("a tiny gradient above a tinier tol", ["1e-10", 0], [[2, 0], [0, 4]], "1e-12"),
                case("tiny curvatures above a tinier tol", [0, 0], [["2e-9", 0], [0, "1e-9"]], "1e-12"),
                case("a tiny downward curvature above a tinier tol", [0, 0], [[1, 0], [0, "-1e-9"]], "1e-12"),
            ),
        ),
    )
