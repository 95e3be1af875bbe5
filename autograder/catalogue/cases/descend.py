"""Inputs that show a run of gradient descent."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number


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
            "no step, one step, steps at the minimum and beside it, and rates at which it does not converge",
            1,
            (
                Case("no step: only the start", {"w": [1, -2], "grad_fn": "square", "lr": "1/10", "steps": 0}),
                Case("one step: two points", {"w": array(random, 3), "grad_fn": "square", "lr": "2/5", "steps": 1}),
                Case(
                    "at the minimum after one step: the path has all its points",
                    {"w": 4, "grad_fn": "square", "lr": "1/2", "steps": 4},
                ),
                Case(
                    "beside the minimum: gradients are tiny, and the steps go on",
                    {"w": ["3e-17", "-2e-18"], "grad_fn": "square", "lr": "1/5", "steps": 5},
                ),
                Case(
                    "lr = 2/L: from one side to the other for ever",
                    {"w": 3, "grad_fn": "square", "lr": 1, "steps": 5},
                ),
                Case(
                    "lr = 2.2/L: the run diverges, and so do its points",
                    {"w": 3, "grad_fn": "square", "lr": "11/10", "steps": 8},
                ),
                Case(
                    "diverging along one coordinate of two",
                    {"w": [-5, "1/100"], "grad_fn": "valley", "lr": "3/5", "steps": 6},
                ),
            ),
        ),
    )
