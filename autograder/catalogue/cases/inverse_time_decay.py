"""Inputs that show inverse time decay."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Fast and slow decay, near the start and far from it."""
    usual = {"lr_start": "1/10", "decay": "1/2"}
    other = {"lr_start": rate(random), "decay": rate(random)}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("half of the rate after two steps", range(4), **usual),)),
        CaseCheck(
            "whole-range",
            "every step of a long run",
            2,
            (
                over("decay = 1/2", range(21), **usual),
                over("other numbers", range(25), **other),
                over("a fast decay", range(12), lr_start="2/5", decay=3),
            ),
        ),
        CaseCheck(
            "far",
            "hundreds of steps",
            1,
            (over("a slow decay", (1, 10, 100, 500, 1000), lr_start="3/100", decay="1/100"),),
        ),
    )
