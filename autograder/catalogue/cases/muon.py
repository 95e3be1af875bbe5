"""Inputs that show Muon: matrices of every shape, from zero state and from the middle of a training."""

from random import Random

from autograder.symbolic import Case, CaseCheck, Each
from autograder.symbolic.draw import array


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """One step, several, and matrices that are square, wide and tall."""
    usual, other = {"lr": "1/10", "beta": "19/20"}, {"lr": "3/10", "beta": "4/5"}

    def step(why: str, rows: int, columns: int, settings: dict[str, str], *, zero: bool = False) -> Case:
        drawn = {name: array(random, rows, columns) for name in ("w", "grad", "v")}
        state = {} if zero else {"state": {"v": drawn.pop("v")}}
        return Case(why, {"w": drawn["w"], "grad": drawn["grad"], **state, **settings})

    return (
        CaseCheck(
            "one-step",
            "one step from zero state",
            2,
            (
                Case("diag(3, 4), by hand", {"w": [[1, 0], [0, 1]], "grad": [[3, 0], [0, 4]], **usual}),
                step("drawn numbers", 2, 2, other, zero=True),
                Case(
                    "a tiny gradient: the step is as long",
                    {"w": [[0, 0], [0, 0]], "grad": [["3e-9", "1e-9"], ["-2e-9", "4e-9"]], **other},
                ),
            ),
        ),
        CaseCheck(
            "mid-state",
            "one step from a state in the middle of training",
            2,
            (
                step("a velocity that is not zero", 2, 2, other),
                step("three rows and columns", 3, 3, {"lr": "1/20", "beta": "2/5"}),
                Case(
                    "no gradient: the velocity carries on",
                    {
                        "w": array(random, 2, 2),
                        "grad": [[0, 0], [0, 0]],
                        "state": {"v": array(random, 2, 2)},
                        **other,
                    },
                ),
            ),
        ),
        CaseCheck(
            "open-loop",
            "several steps on given gradients",
            2,
            (
                Case(
                    "a learning rate that changes",
                    {
                        "w": Each((array(random, 2, 2),) * 4),
                        "grad": Each(tuple(array(random, 2, 2) for _ in range(4))),
                        "lr": Each(("3/10", "1/20", "2/5", "1/10")),
                        "beta": Each(("4/5",) * 4),
                    },
                ),
            ),
        ),
        CaseCheck(
            "shapes",
            "wide and tall matrices",
            2,
            (
                step("wide", 2, 4, other),
                step("tall: the step is longer", 4, 2, other),
                step("a column", 3, 1, {"lr": "1/20", "beta": "2/5"}),
                step("a row", 1, 3, {"lr": "1/20", "beta": "2/5"}),
            ),
        ),
    )
