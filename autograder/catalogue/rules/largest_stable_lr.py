"""The largest learning rate at which gradient descent on a quadratic does not diverge."""

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
    eigenvalues,
    greatest,
    least,
    norm,
    product,
    rational,
    rows,
    total,
)
from autograder.symbolic.draw import number, symmetric

hessian, largest, lr = sp.symbols("hessian largest lr")


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
            ),
        ),
        CaseCheck(
            "turned",
            "Hessians that are not diagonal",
            2,
            (
                Case("the bowl of the first unit", {"hessian": [[2, 1], [1, 2]]}),
                Case("coordinates that pull apart", {"hessian": [[2, -1], [-1, 3]]}),
                Case("steepest where the coordinates have opposite signs", {"hessian": [[1, -1], [-1, 1]]}),
                Case("two curvatures that are almost equal", {"hessian": [[5, 0], [0, "49/10"]]}),
                Case("two eigenvalues", {"hessian": symmetric(random, a, a + 5)}),
                Case("three eigenvalues", {"hessian": symmetric(random, b + 6, a, "1/4")}),
                Case("two that are equal, and two more", {"hessian": symmetric(random, 3, b + 4, 3, "1/10")}),
                Case("the Rosenbrock function at its minimum", {"hessian": [[802, -400], [-400, 200]]}),
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


with as_written():
    TINY = rational("1e-9")

    def rate(curved: sp.Expr, flat: sp.Expr = sp.oo, above: sp.Expr = sp.S.Zero) -> sp.Expr:
        """The rate where something curves, and the one where nothing does."""
        with as_written():
            return sp.Piecewise((curved, largest > above), (flat, True))

    RULE = Rule(
        name="largest_stable_lr",
        title="The largest stable learning rate",
        task=(
            "Return the learning rate below which gradient descent on a quadratic with this Hessian converges and "
            "above which it diverges: 2 divided by the largest eigenvalue, and np.inf where nothing curves."
        ),
        source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3.1; Nesterov 2004, section 2.1.5",
        parameters=(hessian,),
        steps=(Step(largest, greatest(eigenvalues(hessian))), Step(lr, rate(2 / largest))),
        words={
            "hessian": "symmetric with no negative eigenvalue, float64, shape (n, n)",
            "lr": "a float",
        },
        cases=cases,
        theorems=("edge-of-stability",),
        mistakes=(
            Mistake(
                "one-over",
                "1 in the place of 2",
                "On L(w) = w^2 the curvature is 2: does lr = 0.9 still converge?",
                "the number that is divided",
                Edit({lr: rate(1 / largest)}),
            ),
            Mistake(
                "smallest",
                "the smallest eigenvalue in the place of the largest",
                "In which direction does a step that is too long first go wrong?",
                "which eigenvalue is taken",
                Edit({largest: least(eigenvalues(hessian)), lr: rate(2 / largest, above=TINY)}),
            ),
            Mistake(
                "not-divided",
                "the eigenvalue is multiplied or halved, not divided by",
                "Does a steeper valley allow larger steps?",
                "the division",
                Edit({lr: rate(largest / 2)}),
            ),
            Mistake(
                "largest-entry-of-the-diagonal",
                "the diagonal in the place of the eigenvalues",
                "For the Hessian [[2, 1], [1, 2]], how strong is the curvature along (1, 1)?",
                "where the curvatures come from",
                Edit({largest: greatest(diagonal(hessian))}),
            ),
            Mistake(
                "trace",
                "the sum of the eigenvalues in the place of the largest",
                "Does a second direction that curves a little make the steep one steeper?",
                "which eigenvalue is taken",
                Edit({largest: total(eigenvalues(hessian))}),
            ),
            Mistake(
                "mean",
                "the mean of the eigenvalues in the place of the largest",
                "Is it enough that the steps are stable on average?",
                "which eigenvalue is taken",
                Edit({largest: total(eigenvalues(hessian)) / rows(hessian)}),
            ),
            Mistake(
                "determinant",
                "the determinant in the place of the largest eigenvalue",
                "What is the determinant when one direction is flat?",
                "which eigenvalue is taken",
                Edit({largest: product(eigenvalues(hessian)), lr: rate(2 / largest, above=TINY)}),
            ),
            Mistake(
                "frobenius-norm",
                "the norm of all entries in the place of the largest eigenvalue",
                "np.linalg.norm of a matrix is not its largest eigenvalue: try the identity.",
                "which number measures the curvature",
                Edit({largest: norm(hessian)}),
            ),
            Mistake(
                "sum-of-extremes",
                "2 divided by the sum of smallest and largest eigenvalue",
                "Is this the largest stable learning rate, or the fastest one?",
                "what is divided by",
                Edit({lr: rate(2 / (least(eigenvalues(hessian)) + largest))}),
            ),
            Mistake(
                "any-flat-direction",
                "np.inf as soon as one direction is flat",
                "On a valley whose floor is level, can steps across it be too long?",
                "the case without curvature",
                Edit({lr: sp.Piecewise((2 / largest, least(eigenvalues(hessian)) > TINY), (sp.oo, True))}),
            ),
            Mistake(
                "zero-where-flat",
                "0 where nothing curves",
                "On a plane, does any learning rate diverge?",
                "the case without curvature",
                Edit({lr: rate(2 / largest, 0 * largest)}),
            ),
        ),
    )
