"""Inputs that show the largest stable learning rate."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import number, symmetric


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Hessians of every size, diagonal and not, with repeated and with zero eigenvalues."""
    a, b = abs(number(random)), abs(number(random))
    return (
        CaseCheck(
            "diagonal",
            "diagonal Hessians",
            1,
            (
                Case("a long valley", {"hessian": [["1/5", 0], [0, 4]]}),
                Case("the steepest direction first", {"hessian": [[7, 0, 0], [0, 2, 0], [0, 0, "1/2"]]}),
                Case("one number", {"hessian": [[b + 3]]}),
                Case("gentle in every direction", {"hessian": [["1/2", 0], [0, "1/5"]]}),
                Case("hardly curved at all", {"hessian": [["1e-9", 0], [0, "1e-12"]]}),
                Case("very steep", {"hessian": [[10**9, 0], [0, 1]]}),
            ),
        ),
        CaseCheck(
            "turned",
            "Hessians that are not diagonal",
            2,
            (
                Case("a bowl whose axes are turned", {"hessian": [[2, 1], [1, 2]]}),
                Case("coordinates that pull apart", {"hessian": [[2, -1], [-1, 3]]}),
                Case("steepest where the coordinates have opposite signs", {"hessian": [[1, -1], [-1, 1]]}),
                Case("two curvatures that are almost equal", {"hessian": [[5, 0], [0, "49/10"]]}),
                Case("two eigenvalues", {"hessian": symmetric(random, a, a + 5)}),
                Case("three eigenvalues", {"hessian": symmetric(random, b + 6, a, "1/4")}),
                Case("two that are equal, and two more", {"hessian": symmetric(random, 3, b + 4, 3, "1/10")}),
                Case("the Rosenbrock function at its minimum", {"hessian": [[802, -400], [-400, 200]]}),
                Case("hardly curved, and turned", {"hessian": [["2e-10", "1e-10"], ["1e-10", "2e-10"]]}),
            ),
        ),
        CaseCheck(
            "flat",
            "directions without curvature",
            1,
            (
                Case("one flat direction", {"hessian": [[1, 1], [1, 1]]}),
                Case("two flat directions", {"hessian": symmetric(random, 0, b + 2, 0)}),
                Case("nothing curves", {"hessian": [[0, 0], [0, 0]]}),
                Case("nothing curves, in one dimension", {"hessian": [[0]]}),
            ),
        ),
    )
