"""Damped Newton: Newton's method with some curvature added to every direction."""

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
    diagonal_matrix,
    dot,
    eigenvalues,
    grad,
    identity_like,
    least,
    matrix_abs,
    rational,
    solve,
    w,
)
from autograder.symbolic.draw import array, number, symmetric

hessian, damping, p = sp.symbols("hessian damping p")


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
            ),
        ),
    )


with as_written():
    DAMPED = hessian + damping * identity_like(hessian)
    REDUCED = hessian - damping * identity_like(hessian)
    TINY = rational("1e-9")
    RULE = Rule(
        name="damped_newton",
        title="Damped Newton",
        task=(
            "Take the step p that solves (H + damping I) p = g, with the Hessian H, the identity I and the gradient "
            "g, and return w minus it."
        ),
        source="Levenberg 1944; Nocedal and Wright, Numerical Optimization (2006), section 3.4",
        parameters=(w, grad, hessian),
        hyperparameters=(
            Hyperparameter(
                damping,
                "the curvature that is added to every direction, > 0",
                rational("1/10"),
                (rational("1/2"), rational(3)),
            ),
        ),
        steps=(Step(p, solve(DAMPED, grad)), Step(w, w - p)),
        words={
            "w": "weights, float64, shape (n,)",
            "grad": "gradient of the loss at w, float64, shape (n,)",
            "hessian": "second derivatives of the loss at w, symmetric, float64, shape (n, n)",
        },
        cases=cases,
        theorems=("damped-rate",),
        mistakes=(
            Mistake(
                "damping-subtracted",
                "the damping is subtracted",
                "Should a larger damping make the step shorter or longer?",
                "the sign in front of damping",
                Edit({p: solve(REDUCED, grad)}),
            ),
            Mistake(
                "damping-ignored",
                "the damping is not used",
                "Where in your code is damping?",
                "the matrix of the linear system",
                Edit({p: solve(hessian, grad)}),
            ),
            Mistake(
                "added-to-every-entry",
                "the damping is added to every entry of the Hessian, not to its diagonal",
                "What does NumPy do when you add a number to a matrix?",
                "the matrix of the linear system",
                Edit({p: solve(hessian + damping, grad)}),
            ),
            Mistake(
                "scaled-diagonal",
                "the diagonal of the Hessian is scaled, instead of damping being added to it",
                "What does your damping do where the Hessian is 0?",
                "the matrix of the linear system",
                Edit({p: solve(hessian + damping * diagonal_matrix(diagonal(hessian)), grad)}),
            ),
            Mistake(
                "scaled-hessian",
                "the whole Hessian is scaled",
                "What does your damping do where the Hessian is 0?",
                "the matrix of the linear system",
                Edit({p: solve((1 + damping) * hessian, grad)}),
            ),
            Mistake(
                "step-times-damping",
                "the step is multiplied by the damping, like a learning rate",
                "Should a larger damping make the step shorter or longer?",
                "where damping is used",
                Edit({p: damping * solve(hessian, grad)}),
            ),
            Mistake(
                "identity-alone",
                "the identity is added without the damping",
                "Does your answer depend on damping?",
                "the matrix of the linear system",
                Edit({p: solve(hessian + identity_like(hessian), grad)}),
            ),
            Mistake(
                "damping-squared",
                "the square of the damping is added",
                "With damping = 3, how much is added to each entry of the diagonal?",
                "the matrix of the linear system",
                Edit({p: solve(hessian + damping**2 * identity_like(hessian), grad)}),
            ),
            Mistake(
                "damping-halved",
                "half of the damping is added",
                "With damping = 3, how much is added to each entry of the diagonal?",
                "the matrix of the linear system",
                Edit({p: solve(hessian + damping / 2 * identity_like(hessian), grad)}),
            ),
            Mistake(
                "blended",
                "the Hessian is faded out as the damping is faded in",
                "Does the Hessian itself change with damping?",
                "the matrix of the linear system",
                Edit({p: solve((1 - damping) * hessian + damping * identity_like(hessian), grad)}),
            ),
            Mistake(
                "multiplied",
                "the gradient is multiplied by the damped Hessian",
                "Should the step be longer or shorter where the curvature is strong?",
                "the line of the step",
                Edit({p: dot(DAMPED, grad)}),
            ),
            Mistake(
                "only-the-diagonal",
                "only the diagonal of the damped Hessian is used",
                "Which entries of the Hessian are left in your step?",
                "the line of the step",
                Edit({p: grad / (diagonal(hessian) + damping)}),
            ),
            Mistake(
                "damping-in-the-gradient",
                "the damping is added to the step, not to the Hessian",
                "With very much damping, should the step be short or long?",
                "where damping is used",
                Edit({p: solve(hessian, grad) + damping * grad}),
            ),
            Mistake(
                "weight-decay",
                "the damping pulls w towards 0",
                "At a critical point, should the damping move w?",
                "where damping is used",
                Edit({p: solve(DAMPED, grad + damping * w)}),
            ),
            Mistake(
                "only-where-needed",
                "the damping is added only where the Hessian is not positive definite",
                "Should the step near a minimum depend on damping? Does yours?",
                "the condition for the damping",
                Edit(
                    {
                        p: sp.Piecewise(
                            (solve(DAMPED, grad), least(eigenvalues(hessian)) <= TINY), (solve(hessian, grad), True)
                        )
                    }
                ),
            ),
            Mistake(
                "eigenvalues-raised",
                "the eigenvalues are raised to damping where they are smaller",
                "What does damping do to an eigenvalue that is already larger than it?",
                "how damping enters the eigenvalues",
                Edit({p: solve((DAMPED + matrix_abs(REDUCED)) / 2, grad)}),
            ),
            Mistake(
                "hessian-squared",
                "the damping is in a least squares problem, so that the Hessian is squared",
                "Put your p into (H + damping I) p: do you get g?",
                "the system that is solved",
                Edit({p: solve(dot(hessian, hessian) + damping * identity_like(hessian), dot(hessian, grad))}),
            ),
            Mistake(
                "only-the-step",
                "the step is returned, not the new w",
                "At a critical point, what should come back?",
                "the line that computes the new w",
                Edit({w: p + 0 * w}),
            ),
            Mistake(
                "inverse-of-each-entry",
                "each entry of the matrix is inverted, not the matrix",
                "What is your inverse times the matrix? Is it the identity?",
                "the line of the step",
                Edit({p: dot(1 / DAMPED, grad)}),
            ),
        ),
    )
