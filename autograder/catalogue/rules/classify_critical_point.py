"""Which kind of critical point this is: minimum, maximum, saddle, degenerate, or none at all."""

from random import Random

import sympy as sp

from autograder.symbolic import (
    Case,
    CaseCheck,
    Edit,
    Hyperparameter,
    Mistake,
    Rule,
    Step,
    as_written,
    diagonal,
    dot,
    eigenvalues,
    first,
    greatest,
    least,
    norm,
    product,
    rational,
    total,
    word,
)
from autograder.symbolic.draw import number, symmetric

gradient, hessian, tol, slope, lowest, highest, kind = sp.symbols("gradient hessian tol slope lowest highest kind")

NOT_CRITICAL, SADDLE, DEGENERATE = word("not critical"), word("saddle"), word("degenerate")
MINIMUM, MAXIMUM = word("minimum"), word("maximum")


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
                case("a mirror image of a minimum: all flat but one", [0] * 4, symmetric(random, 0, 0, a, 0)),
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
            ),
        ),
    )


with as_written():
    SLOPING, BOTH_WAYS = slope > tol, sp.And(lowest < -tol, highest > tol, evaluate=False)
    ALL_UP, ALL_DOWN = lowest > tol, highest < -tol

    def sorted_out(
        *,
        not_critical: sp.Expr = SLOPING,
        saddle: sp.Expr = BOTH_WAYS,
        minimum: sp.Expr = ALL_UP,
        maximum: sp.Expr = ALL_DOWN,
    ) -> sp.Expr:
        """The answer by its tests, one after another; what passes none of them is degenerate."""
        with as_written():
            return sp.Piecewise(
                (NOT_CRITICAL, not_critical),
                (SADDLE, saddle),
                (MINIMUM, minimum),
                (MAXIMUM, maximum),
                (DEGENERATE, True),
            )

    TINY = rational("1e-9")
    SIGNS = sp.sign(eigenvalues(hessian) - tol) + sp.sign(eigenvalues(hessian) + tol)
    ANY_FLAT = least(sp.Abs(eigenvalues(hessian))) <= tol
    RULE = Rule(
        name="classify_critical_point",
        title="Kinds of critical points",
        task=(
            'Return "not critical" where the Euclidean norm of the gradient exceeds tol; else "saddle" where one '
            'eigenvalue of the Hessian is below -tol and another above tol; else "minimum" where all are above tol, '
            '"maximum" where all are below -tol, and "degenerate" where one is within tol of zero.'
        ),
        source="the second derivative test; Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3.1",
        parameters=(gradient, hessian),
        hyperparameters=(
            Hyperparameter(
                tol,
                "how far from 0 a number may be and still count as 0, > 0",
                rational("1/1000000"),
                (rational("1/2"),),
            ),
        ),
        steps=(
            Step(slope, norm(gradient)),
            Step(lowest, least(eigenvalues(hessian))),
            Step(highest, greatest(eigenvalues(hessian))),
            Step(kind, sorted_out()),
        ),
        words={
            "gradient": "float64, shape (n,)",
            "hessian": "symmetric, float64, shape (n, n)",
            "kind": 'a str: "not critical", "saddle", "degenerate", "minimum" or "maximum"',
        },
        cases=cases,
        mistakes=(
            Mistake(
                "no-gradient-test",
                "the gradient is not looked at",
                "Is a point on a slope a minimum because the slope curves upwards?",
                "the first test",
                Edit({kind: sorted_out(not_critical=sp.false)}),
            ),
            Mistake(
                "gradient-must-vanish",
                "the gradient must be 0, not within tol of it",
                "Is a computed gradient ever exactly 0? Where is tol in your first test?",
                "the first test",
                Edit({kind: sorted_out(not_critical=slope > 0)}),
            ),
            Mistake(
                "largest-component",
                "the largest component of the gradient in the place of its norm",
                "How long is the vector (0.4, 0.4)?",
                "how the length of the gradient is measured",
                Edit({slope: greatest(sp.Abs(gradient))}),
            ),
            Mistake(
                "sum-of-components",
                "the sum of the components in the place of the norm",
                "How long is the vector (0.3, 0.3)?",
                "how the length of the gradient is measured",
                Edit({slope: total(sp.Abs(gradient))}),
            ),
            Mistake(
                "signed-sum",
                "components of opposite sign cancel each other",
                "How long is the vector (1, -1)?",
                "how the length of the gradient is measured",
                Edit({slope: sp.Abs(total(gradient))}),
            ),
            Mistake(
                "squared-norm",
                "the square of the norm in the place of the norm",
                "How long is the vector (0.6, 0)? And what do you compare with tol?",
                "how the length of the gradient is measured",
                Edit({slope: dot(gradient, gradient)}),
            ),
            Mistake(
                "tol-not-used-for-curvatures",
                "the curvatures are compared with 0 instead of tol",
                "With tol = 0.5, is a curvature of 0.3 a curvature at all?",
                "the tests of the eigenvalues",
                Edit(
                    {
                        kind: sorted_out(
                            saddle=sp.And(lowest < -TINY, highest > TINY, evaluate=False),
                            minimum=lowest > TINY,
                            maximum=highest < -TINY,
                        )
                    }
                ),
            ),
            Mistake(
                "tol-not-used-for-extremes",
                "minimum and maximum are tested without tol, as with np.linalg.cholesky",
                "With tol = 0.5, is a curvature of 0.3 a curvature at all?",
                "the tests of minimum and maximum",
                Edit({kind: sorted_out(minimum=lowest > TINY, maximum=highest < -TINY)}),
            ),
            Mistake(
                "minimum-and-maximum-swapped",
                "minimum and maximum are swapped",
                "Does x^2 curve upwards or downwards, and which of the two is it?",
                "the signs in the tests of minimum and maximum",
                Edit({kind: sorted_out(minimum=ALL_DOWN, maximum=ALL_UP)}),
            ),
            Mistake(
                "diagonal",
                "the diagonal in the place of the eigenvalues",
                "For the Hessian [[1, 2], [2, 1]], which way does it curve along (1, -1)?",
                "where the curvatures come from",
                Edit({lowest: least(diagonal(hessian)), highest: greatest(diagonal(hessian))}),
            ),
            Mistake(
                "entries",
                "the entries of the Hessian in the place of its eigenvalues",
                "Must all entries of the Hessian of a minimum be positive?",
                "where the curvatures come from",
                Edit({lowest: least(hessian), highest: greatest(hessian)}),
            ),
            Mistake(
                "determinant",
                "the test with the determinant, which holds in two dimensions only",
                "What is the determinant of a maximum in three dimensions?",
                "where the curvatures come from",
                Edit(
                    {
                        kind: sorted_out(
                            saddle=product(eigenvalues(hessian)) < -tol,
                            minimum=sp.And(
                                product(eigenvalues(hessian)) > tol, first(diagonal(hessian)) > 0, evaluate=False
                            ),
                            maximum=sp.And(
                                product(eigenvalues(hessian)) > tol, first(diagonal(hessian)) <= 0, evaluate=False
                            ),
                        )
                    }
                ),
            ),
            Mistake(
                "product-of-extremes",
                "the product of the lowest and the highest curvature is compared with tol",
                "Can the product of two curvatures be within tol of zero, if neither of them is?",
                "the test of the saddle",
                Edit({kind: sorted_out(saddle=lowest * highest < -tol)}),
            ),
            Mistake(
                "balanced-saddle",
                "a saddle must have as many ways up as down",
                "What is a point with two ways up and one way down?",
                "the test of the saddle",
                Edit({kind: sorted_out(saddle=sp.Eq(total(SIGNS), 0))}),
            ),
            Mistake(
                "degenerate-first",
                "one flat direction makes a saddle degenerate",
                "Can a point with a way up and a way down be a minimum, whatever else it has?",
                "the order of the tests",
                Edit(
                    {
                        kind: sp.Piecewise(
                            (NOT_CRITICAL, SLOPING),
                            (DEGENERATE, ANY_FLAT),
                            (SADDLE, BOTH_WAYS),
                            (MINIMUM, ALL_UP),
                            (MAXIMUM, True),
                        )
                    }
                ),
            ),
            Mistake(
                "never-degenerate",
                "flat directions are not noticed",
                "Which kind does x^3 have at 0? And x^4?",
                "the test of curvatures within tol of zero",
                Edit({kind: sorted_out(minimum=lowest >= -tol, maximum=highest <= tol)}),
            ),
            Mistake(
                "saddle-for-the-rest",
                "whatever is neither minimum nor maximum is called a saddle",
                "Is there a way down from the minimum of x^2 + y^4?",
                "the last test",
                Edit({kind: sorted_out(saddle=sp.And(lowest <= tol, highest >= -tol, evaluate=False))}),
            ),
            Mistake(
                "one-way-down-is-a-saddle",
                "a single negative curvature is enough for a saddle",
                "How does a maximum curve?",
                "the test of the saddle",
                Edit({kind: sorted_out(saddle=lowest < -tol)}),
            ),
            Mistake(
                "way-down-beside-flat",
                "one way down is enough for a saddle where another direction is flat",
                "Is there a way up from the maximum of -x^2 - y^4?",
                "the test of the saddle",
                Edit({kind: sorted_out(saddle=sp.And(lowest < -tol, highest >= -tol, evaluate=False))}),
            ),
            Mistake(
                "one-way-up-is-a-minimum",
                "a single positive curvature is enough for a minimum",
                "Must a minimum curve upwards in one direction, or in all?",
                "the test of the minimum",
                Edit({kind: sorted_out(minimum=highest > tol, maximum=lowest < -tol)}),
            ),
            Mistake(
                "gradient-last",
                "the curvatures are tested before the gradient",
                "What should be said of a point on a slope, whatever its curvatures are?",
                "the order of the tests",
                Edit(
                    {
                        kind: sp.Piecewise(
                            (SADDLE, BOTH_WAYS),
                            (DEGENERATE, ANY_FLAT),
                            (NOT_CRITICAL, SLOPING),
                            (MINIMUM, ALL_UP),
                            (MAXIMUM, True),
                        )
                    }
                ),
            ),
        ),
    )
