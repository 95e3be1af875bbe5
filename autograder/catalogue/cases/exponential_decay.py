"""Inputs that show exponential decay."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck, rational


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Fast and slow decay, near the start and far from it."""
    usual = {"lr_start": "1/10", "decay": "9/10"}
    other = {"lr_start": rate(random), "decay": rational(random.randint(61, 89)) / 100}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("a tenth less at every step", range(4), **usual),)),
        CaseCheck(
            "whole-range",
            "every step of a long run",
            2,
            (
                over("a tenth less at every step", range(21), **usual),
                over("other numbers", range(25), **other),
                over("halved at every step", range(12), lr_start="2/5", decay="1/2"),
            ),
        ),
        CaseCheck(
            "far",
            "hundreds of steps",
            1,
            (over("a slow decay", (0, 1, 10, 100, 500, 1000), lr_start="3/100", decay="199/200"),),
        ),
    )
