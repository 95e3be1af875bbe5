"""Inputs that show Newton's method."""

from random import Random

import sympy as sp

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number, symmetric


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Quadratics in one to four dimensions, with minima, saddles and maxima."""
    a, b = abs(number(random)) + 1, abs(number(random)) + 1

    def quadratic(why: str, hessian: list[list[object]], start: list[object], end: list[object]) -> Case:
        """The step from `start` on the quadratic with its critical point at `end`."""
        slope = sp.Matrix(hessian) * (sp.Matrix(list(map(sp.Rational, start))) - sp.Matrix(list(map(sp.Rational, end))))
        return Case(why, {"w": start, "grad": list(slope), "hessian": hessian})

    return (
        CaseCheck(
            "minima",
            "quadratics with a minimum",
            2,
            (
                quadratic("a long valley: one step is enough", [["1/5", 0], [0, 4]], [-5, -2], [0, 0]),
                quadratic("coordinates that pull on each other", [[2, 1], [1, 2]], [3, 1], ["4/3", "-2/3"]),
                quadratic("a valley that hardly rises along its length", [["1/2000", 0], [0, 40]], [-5, -2], [1, 0]),
                Case("one dimension", {"w": [4], "grad": [8], "hessian": [[2]]}),
                Case(
                    "two eigenvalues",
                    {"w": array(random, 2), "grad": array(random, 2), "hessian": symmetric(random, a, b + 5)},
                ),
                Case(
                    "three dimensions",
                    {"w": array(random, 3), "grad": array(random, 3), "hessian": symmetric(random, a, "1/2", b + 4)},
                ),
                Case(
                    "four dimensions, with curvatures that are equal",
                    {"w": array(random, 4), "grad": array(random, 4), "hessian": symmetric(random, 3, 3, b, 6)},
                ),
            ),
        ),
        CaseCheck(
            "others",
            "saddles and maxima, to which Newton's method goes as well",
            2,
            (
                quadratic("a saddle", [[1, 2], [2, 1]], [3, -1], ["1/2", 2]),
                quadratic("a maximum", [[-2, 1], [1, -3]], [-1, "5/2"], [1, 1]),
                Case("one dimension, curving downwards", {"w": ["1/2"], "grad": [number(random)], "hessian": [[-b]]}),
                Case(
                    "a saddle in three dimensions",
                    {"w": array(random, 3), "grad": array(random, 3), "hessian": symmetric(random, a, -b, 2)},
                ),
            ),
        ),
        CaseCheck(
            "standing-still",
            "no gradient in some or all directions",
            1,
            (
                Case("at the critical point", {"w": [2, -3], "grad": [0, 0], "hessian": [[2, 1], [1, 2]]}),
                Case("a gradient along one coordinate", {"w": [1, 1], "grad": [6, 0], "hessian": [[2, 1], [1, 2]]}),
                Case(
                    "tiny numbers",
                    {"w": [0, 0], "grad": ["1/1000000000", "-3/1000000000"], "hessian": [[4, 1], [1, "1/2"]]},
                ),
                Case(
                    "a gradient that is tinier still",
                    {"w": [0, 0], "grad": ["2e-17", "-1e-17"], "hessian": [[2, 1], [1, 3]]},
                ),
                Case(
                    "hardly curved: the steps are long",
                    {"w": [1, -2], "grad": [2, -1], "hessian": [["4e-9", "1e-9"], ["1e-9", "2e-9"]]},
                ),
            ),
        ),
    )
