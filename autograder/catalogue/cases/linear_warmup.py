"""Inputs that show linear warm-up."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Short and long warm-ups, up to the peak and beyond."""
    usual = {"lr_peak": "1/10", "warmup_steps": 4}
    other = {"lr_peak": rate(random), "warmup_steps": random.randint(6, 11)}
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("a quarter, half, three quarters", range(3), **usual),)),
        CaseCheck(
            "whole-range",
            "every step up to the peak",
            2,
            (
                over("four steps to 0.1", range(6), **usual),
                over("other numbers", range(other["warmup_steps"] + 2), **other),
                over("a peak above 1", range(5), lr_peak="5/2", warmup_steps=3),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "the peak is kept",
            2,
            (
                over("long after the warm-up", (1, 2, 3, 4, 5, 6, 7, 8, 20, 100), **usual),
                over("a warm-up of one step has no small steps", range(4), lr_peak="3/100", warmup_steps=1),
                over("the end of other numbers", range(other["warmup_steps"] - 3, 3 * other["warmup_steps"]), **other),
            ),
        ),
    )
