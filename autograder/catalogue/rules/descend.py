"""A run of gradient descent: the same step, again and again, each time with the gradient at the new point."""

from random import Random

from autograder.catalogue.rules.gradient_descent import RULE as GRADIENT_DESCENT
from autograder.catalogue.shared.hyperparameters import LEARNING_RATE
from autograder.symbolic import (
    GRAD_FN,
    Case,
    CaseCheck,
    Edit,
    Hyperparameter,
    Loop,
    Mistake,
    Rule,
    Step,
    as_written,
    grad,
    grad_fn,
    integer,
    lr,
    rational,
    w,
)
from autograder.symbolic.draw import array, number

steps = integer("steps")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Runs on the documented functions: the worked example, other starts, and the shortest runs."""
    return (
        CaseCheck(
            "worked-example",
            "the worked example: L(w) = w^2 from w = 4",
            2,
            (
                Case("the handout's numbers: 4, 3.2, 2.56", {"w": 4, "grad_fn": "square", "lr": "1/10", "steps": 2}),
                Case("more steps of the same", {"w": 4, "grad_fn": "square", "lr": "1/10", "steps": 8}),
                Case(
                    "another start and learning rate",
                    {"w": number(random), "grad_fn": "shifted_square", "lr": "3/10", "steps": 6},
                ),
            ),
        ),
        CaseCheck(
            "path",
            "the whole path of a vector, start first",
            2,
            (
                Case(
                    "a long valley, two coordinates",
                    {"w": [-5, -2], "grad_fn": "valley", "lr": "2/5", "steps": 5},
                ),
                Case(
                    "coordinates that pull on each other",
                    {"w": array(random, 2), "grad_fn": "tilted_bowl", "lr": "1/20", "steps": 4},
                ),
                Case(
                    "a matrix of weights",
                    {"w": array(random, 2, 3), "grad_fn": "shifted_square", "lr": "1/20", "steps": 3},
                ),
            ),
        ),
        CaseCheck(
            "edges",
            "no step, one step, and steps at the minimum",
            1,
            (
                Case("no step: only the start", {"w": [1, -2], "grad_fn": "square", "lr": "1/10", "steps": 0}),
                Case("one step: two points", {"w": array(random, 3), "grad_fn": "square", "lr": "2/5", "steps": 1}),
                Case(
                    "at the minimum after one step: the path has all its points",
                    {"w": 4, "grad_fn": "square", "lr": "1/2", "steps": 4},
                ),
            ),
        ),
    )


with as_written():
    RULE = Rule(
        name="descend",
        title="A run of gradient descent",
        task=(
            "Repeat the gradient descent step `steps` times, each time with the gradient at the point you have "
            "reached, and return all points you passed, the start first."
        ),
        source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3",
        parameters=(GRAD_FN, w),
        hyperparameters=(
            LEARNING_RATE,
            Hyperparameter(steps, "how many steps to take", rational(5), (rational(2),)),
        ),
        steps=(Step(grad, grad_fn(w)), *GRADIENT_DESCENT.steps),
        loop=Loop("`steps` times", "range(steps)", collect=w, with_start=True),
        words={
            "w": "where to start, float64, any shape",
            "result": "all points passed, float64, shape (steps + 1, *w.shape), the start first",
        },
        cases=cases,
        theorems=("value-bound", "best-rate", "plateau"),
        mistakes=(
            Mistake(
                "ascent",
                "steps up the gradient instead of down",
                "Does the loss fall along your path?",
                "the sign in the line that computes the new w",
                Edit({w: w + lr * grad}),
            ),
            Mistake(
                "gradient-at-empty-row",
                "the gradient is measured at 0, as at a row of the path that is not filled yet",
                "Print the point that you give to grad_fn in every step: is it the one you have reached?",
                "the argument of grad_fn",
                Edit({grad: grad_fn(0 * w)}),
            ),
            Mistake(
                "no-lr",
                "the learning rate is not used",
                "Call your function with two different learning rates: does the path change?",
                "the line that computes the new w",
                Edit({w: w - grad}),
            ),
        ),
    )
