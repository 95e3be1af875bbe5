"""Inputs that show linear decay."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Falling and rising lines over their whole length and beyond."""
    usual = {"lr_start": "1/10", "lr_end": "1/1000", "total_steps": 10}
    rising = {"lr_start": "3/100", "lr_end": "7/10", "total_steps": 7}
    other = {"lr_start": rate(random, 50, 90), "lr_end": rate(random, 5, 30), "total_steps": random.randint(11, 16)}
    long = {"lr_start": rate(random), "lr_end": 0, "total_steps": 1000}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("the first three learning rates", range(3), **usual),)),
        CaseCheck(
            "whole-range",
            "every step up to the end",
            2,
            (
                over("from 0.1 to 0.001 in ten steps", range(11), **usual),
                over("a learning rate that rises", range(8), **rising),
                over("other rates and another length", range(other["total_steps"] + 1), **other),
                over("a thousand steps, down to 0", (0, 1, 499, 998, 999, 1000), **long),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "lr_end is kept after the end",
            2,
            (
                over("ten steps, and fifteen more", range(8, 26), **usual),
                over("a learning rate that has risen", range(5, 16), **rising),
                over(
                    "twice and three times the length",
                    [k * other["total_steps"] + d for k in (1, 2, 3) for d in (-1, 0, 1)],
                    **other,
                ),
                over("from 0.9 to 0 in one step", range(4), lr_start="9/10", lr_end=0, total_steps=1),
            ),
        ),
    )
