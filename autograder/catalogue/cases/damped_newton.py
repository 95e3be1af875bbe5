"""Inputs that show damped Newton."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number, symmetric


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Little and much damping, on minima, saddles, maxima and flat directions, in one to four dimensions."""
    a, b = abs(number(random)) + 1, abs(number(random)) + 1

    def case(why: str, w: object, grad: object, hessian: object, damping: object) -> Case:
        return Case(why, {"w": w, "grad": grad, "hessian": hessian, "damping": damping})

    return (
        CaseCheck(
            "minima",
            "quadratics with a minimum",
            2,
            (
                case("L(w) = w^2 at w = 4", [4], [8], [[2]], "1/2"),
                case("coordinates that pull on each other", [3, 1], [5, 5], [[2, 1], [1, 2]], "1/10"),
                case("two eigenvalues", array(random, 2), array(random, 2), symmetric(random, a, b + 5), "3/10"),
                case("three dimensions", array(random, 3), array(random, 3), symmetric(random, a, "1/2", b + 4), 2),
                case("four dimensions", array(random, 4), array(random, 4), symmetric(random, 3, 3, b, 6), "7/10"),
            ),
        ),
        CaseCheck(
            "indefinite",
            "saddles, maxima and flat directions",
            2,
            (
                case("a saddle, with enough damping to go downhill", [3, -1], [4, 4], [[1, 2], [2, 1]], 3),
                case("a saddle, with too little", [3, -1], array(random, 2), [[1, 2], [2, 1]], "1/10"),
                case("a maximum", [-1, "5/2"], array(random, 2), [[-2, 1], [1, -3]], 5),
                case("a flat direction", array(random, 2), array(random, 2), [[1, 1], [1, 1]], "1/2"),
                case("nothing curves", array(random, 3), array(random, 3), [[0, 0, 0], [0, 0, 0], [0, 0, 0]], "5/2"),
            ),
        ),
        CaseCheck(
            "strength",
            "almost no damping, and very much",
            1,
            (
                case("almost no damping", array(random, 2), array(random, 2), [[2, 1], [1, 3]], "1/1000"),
                case(
                    "very much: a small step down the gradient",
                    array(random, 2),
                    array(random, 2),
                    [[2, 1], [1, 3]],
                    200,
                ),
                case("at the critical point", [2, -3], [0, 0], [[2, 1], [1, 2]], 1),
                case("a tiny gradient", [0, 0], ["2e-17", "-1e-17"], [[2, 1], [1, 3]], "1/2"),
                case(
                    "hardly curved, and hardly damped",
                    [1, -2],
                    [2, -1],
                    [["4e-9", "1e-9"], ["1e-9", "2e-9"]],
                    "1e-9",
                ),
            ),
        ),
    )
