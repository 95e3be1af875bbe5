"""Inputs that show averages of the weights of a run."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array, number


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Runs on the documented functions: the worked example, other starts and weights, and the shortest runs."""

    def case(why: str, w: object, on: str, lr: object, beta: object, steps: int) -> Case:
        return Case(why, {"w": w, "grad_fn": on, "lr": lr, "beta": beta, "steps": steps})

    return (
        CaseCheck(
            "worked-example",
            "the worked example: L(w) = w^2 from w = 4",
            2,
            (
                case("four steps", 4, "square", "1/10", "9/10", 4),
                case("other settings", 4, "square", "3/10", "4/5", 3),
                case("another start", number(random), "shifted_square", "1/5", "2/5", 6),
            ),
        ),
        CaseCheck(
            "vectors",
            "averages of vectors and matrices",
            2,
            (
                case("a long valley", [-5, -2], "valley", "2/5", "4/5", 5),
                case("coordinates that pull on each other", array(random, 2), "tilted_bowl", "1/20", "1/2", 4),
                case("a matrix of weights", array(random, 2, 3), "shifted_square", "1/20", "4/5", 3),
            ),
        ),
        CaseCheck(
            "edges",
            "no step, one step, no memory, and runs that do not converge",
            1,
            (
                case("no step: only the start", [1, -2], "square", "1/10", "9/10", 0),
                case("one step", array(random, 3), "square", "2/5", "4/5", 1),
                case("beta = 0: the points themselves", array(random, 2), "square", "3/10", 0, 3),
                case("beside the minimum: gradients are tiny", ["3e-17", "-2e-18"], "square", "1/5", "4/5", 4),
                case("a rate at which the run diverges", 3, "square", "11/10", "4/5", 6),
            ),
        ),
    )
