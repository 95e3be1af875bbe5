"""Inputs that show Adafactor: matrices of every shape, from zero state and from the middle of a training."""

from random import Random

from autograder.symbolic import Case, CaseCheck, Each
from autograder.symbolic.draw import array

USUAL = {"lr": "1/10", "beta2": "999/1000", "eps": "1/100000000"}
OTHER = {"lr": "3/10", "beta2": "19/20", "eps": "1/10"}
SHORT = {"lr": "1/20", "beta2": "3/10", "eps": "1/50"}


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """One step, several, late in a training, and matrices that are square, wide and tall."""

    def step(why: str, rows: int, columns: int, settings: dict[str, str], *, taken: int = 3) -> Case:
        state = {"r": array(random, rows, low=1), "c": array(random, columns, low=1), "t": taken}
        given = {"w": array(random, rows, columns), "grad": array(random, rows, columns)}
        return Case(why, {**given, "state": state, **settings})

    def first(why: str, w: object, grad: object, settings: dict[str, str]) -> Case:
        return Case(why, {"w": w, "grad": grad, **settings})

    return (
        CaseCheck(
            "one-step",
            "one step from zero state",
            2,
            (
                first("by hand: squares 1, 4, 9, 16", [[1, 1], [1, 1]], [[1, 2], [3, 4]], USUAL),
                first("drawn numbers", array(random, 2, 2), array(random, 2, 2), OTHER),
                first("tiny gradients", [[0, 0], [0, 0]], [["3e-9", "1e-9"], ["-2e-9", "4e-9"]], USUAL),
            ),
        ),
        CaseCheck(
            "mid-state",
            "one step from a state in the middle of training",
            2,
            (
                step("a state that is not zero", 2, 2, OTHER),
                step("three rows and columns", 3, 3, SHORT, taken=5),
                step("after 150 steps", 2, 3, USUAL, taken=150),
                step("after 2000 steps", 2, 2, USUAL, taken=2000),
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
                        "w": Each((array(random, 2, 3),) * 4),
                        "grad": Each(tuple(array(random, 2, 3) for _ in range(4))),
                        "lr": Each(("3/10", "1/20", "2/5", "1/10")),
                        "beta2": Each(("19/20",) * 4),
                        "eps": Each(("1/10",) * 4),
                    },
                ),
            ),
        ),
        CaseCheck(
            "shapes",
            "wide and tall matrices",
            1,
            (
                step("wide", 2, 4, OTHER),
                step("tall", 4, 2, SHORT),
                step("a column", 3, 1, OTHER),
                step("a row", 1, 3, SHORT),
            ),
        ),
    )
