"""Newton's method: straight to where the quadratic that fits here has its critical point."""

from random import Random

import sympy as sp

from autograder.symbolic import (
    Case,
    CaseCheck,
    Edit,
    Mistake,
    Rule,
    Step,
    as_written,
    diagonal,
    diagonal_matrix,
    dot,
    grad,
    matrix_abs,
    norm,
    solve,
    w,
)
from autograder.symbolic.draw import array, number, symmetric

hessian, p = sp.symbols("hessian p")


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
            ),
        ),
    )


with as_written():
    RULE = Rule(
        name="newton",
        title="Newton's method",
        task=(
            "Take the step p that solves H p = g, with the Hessian H and the gradient g, and return w minus it. "
            "Solve the linear system; do not invert the matrix."
        ),
        source="Nocedal and Wright, Numerical Optimization (2006), equation 2.15",
        parameters=(w, grad, hessian),
        steps=(Step(p, solve(hessian, grad)), Step(w, w - p)),
        words={
            "w": "weights, float64, shape (n,)",
            "grad": "gradient of the loss at w, float64, shape (n,)",
            "hessian": "second derivatives of the loss at w, symmetric and not singular, float64, shape (n, n)",
        },
        cases=cases,
        theorems=("one-step", "to-a-maximum"),
        mistakes=(
            Mistake(
                "multiplied",
                "the gradient is multiplied by the Hessian",
                "Should the step be longer or shorter where the curvature is strong?",
                "the line of the step",
                Edit({p: dot(hessian, grad)}),
            ),
            Mistake(
                "only-the-diagonal",
                "only the diagonal of the Hessian is used",
                "On a bowl whose axes are turned, does your step end in the minimum?",
                "the line of the step",
                Edit({p: grad / diagonal(hessian)}),
            ),
            Mistake(
                "inverse-of-each-entry",
                "each entry of the Hessian is inverted, not the matrix",
                "What is your inverse times the Hessian? Is it the identity?",
                "the line of the step",
                Edit({p: dot(1 / hessian, grad)}),
            ),
            Mistake(
                "gradient-descent",
                "the Hessian is not used",
                "Where in your code is hessian?",
                "the line of the step",
                Edit({p: grad + 0 * w}),
            ),
            Mistake(
                "only-the-step",
                "the step is returned, not the new w",
                "At a critical point, what should come back?",
                "the line that computes the new w",
                Edit({w: p + 0 * w}),
            ),
            Mistake(
                "minus-the-step",
                "the negative step is returned, not the new w",
                "At a critical point, what should come back?",
                "the line that computes the new w",
                Edit({w: 0 * w - p}),
            ),
            Mistake(
                "solved-for-w",
                "the system is solved with w on the right",
                "What stands on the right-hand side of H p = g?",
                "the line of the step",
                Edit({p: solve(hessian, w)}),
            ),
            Mistake(
                "difference-solved",
                "w minus the gradient is solved for",
                "Which of w and the gradient is measured in units of curvature?",
                "the line that computes the new w",
                Edit({w: solve(hessian, w - grad)}),
            ),
            Mistake(
                "double-step",
                "the step is doubled",
                "On L(w) = w^2 from w = 4, where should one step of Newton's method end?",
                "the line that computes the new w",
                Edit({w: w - 2 * p}),
            ),
            Mistake(
                "turned-downhill",
                "the step is turned round where it leads uphill",
                "Newton's method looks for a critical point: is that always downhill from here?",
                "the sign of the step",
                Edit({w: sp.Piecewise((w + p, dot(p, grad) < 0), (w - p, True))}),
            ),
            Mistake(
                "saddle-free",
                "the absolute values of the eigenvalues are used, so that the step leads away from saddles",
                "Does your p still solve H p = g where an eigenvalue is negative?",
                "the line of the step",
                Edit({p: solve(matrix_abs(hessian), grad)}),
            ),
            Mistake(
                "summed-over-rows",
                "the inverse is multiplied elementwise and summed over the wrong axis",
                "Print the shape and the entries of inverse * grad: which of its axes belongs to the gradient?",
                "the line of the step",
                Edit({p: solve(hessian, 1 + 0 * w) * grad}),
            ),
            Mistake(
                "divided-by-the-norm",
                "the gradient is divided by the norm of the Hessian",
                "Does every direction curve as strongly as every other?",
                "the line of the step",
                Edit({p: grad / norm(hessian)}),
            ),
            Mistake(
                "diagonal-multiplied",
                "the gradient is multiplied by the diagonal of the Hessian",
                "Should the step be longer or shorter where the curvature is strong?",
                "the line of the step",
                Edit({p: dot(diagonal_matrix(diagonal(hessian)), grad)}),
            ),
        ),
    )
