"""Inputs that show conjugate gradients."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number, symmetric


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Quadratics in one to four dimensions, from 0 and from elsewhere, with as many steps as it takes, or fewer."""
    a, b = abs(number(random)) + 1, abs(number(random)) + 1

    def case(why: str, w: object, hessian: object, right: object, steps: int) -> Case:
        return Case(why, {"w": w, "hessian": hessian, "b": right, "steps": steps})

    return (
        CaseCheck(
            "two-dimensions",
            "two dimensions, in two steps",
            2,
            (
                case("by hand: from 0", [0, 0], [[2, 1], [1, 2]], [2, 0], 2),
                case("another start", [3, -1], [[2, 1], [1, 2]], [2, 0], 2),
                case("drawn numbers", array(random, 2), symmetric(random, a, b + 5), array(random, 2), 2),
                case("a long valley", [-5, -2], [["1/5", 0], [0, 4]], [0, 0], 2),
            ),
        ),
        CaseCheck(
            "more-dimensions",
            "three and four dimensions, all steps or some",
            2,
            (
                case("three, all steps", array(random, 3), symmetric(random, a, "1/2", b + 4), array(random, 3), 3),
                case("four, two steps", array(random, 4), symmetric(random, 3, 5, b, 9), array(random, 4), 2),
                case("four, three steps", array(random, 4), symmetric(random, 1, 4, b + 5, 2), array(random, 4), 3),
            ),
        ),
        CaseCheck(
            "edges",
            "no step, one step, one dimension, and tiny numbers",
            1,
            (
                case("no step: only the start", array(random, 2), [[2, 1], [1, 2]], [2, 0], 0),
                case("one step: two points", array(random, 2), [[3, 1], [1, 2]], array(random, 2), 1),
                case("one dimension", [4], [[2]], [3], 1),
                case("a tiny gradient: the steps go on", [0, 0], [[2, 1], [1, 3]], ["2e-17", "-1e-17"], 2),
                case("hardly curved", [1, -2], [["4e-9", "1e-9"], ["1e-9", "2e-9"]], ["3e-9", "1e-9"], 2),
            ),
        ),
    )
