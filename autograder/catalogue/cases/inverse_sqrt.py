"""Inputs that show inverse square root decay with warm-up."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Short and long warm-ups, and the long decay after them."""
    usual = {"lr_peak": "1/10", "warmup_steps": 4}
    other = {"lr_peak": rate(random), "warmup_steps": random.randint(6, 11)}
    return (
        CaseCheck(
            "warm-up",
            "the warm-up, up to the first step of the decay",
            1,
            (
                over("four steps to 0.1", range(5), **usual),
                over("other numbers", range(other["warmup_steps"] + 1), **other),
            ),
        ),
        CaseCheck(
            "whole-range",
            "every step of warm-up and decay",
            2,
            (
                over("half of the peak at four times the warm-up", range(21), **usual),
                over("other numbers", range(3 * other["warmup_steps"]), **other),
                over("a peak above 1", range(14), lr_peak="5/2", warmup_steps=3),
            ),
        ),
        CaseCheck(
            "edges",
            "a warm-up of one step, and far from the start",
            1,
            (
                over("no small steps", range(1, 12), lr_peak="7/10", warmup_steps=1),
                over(
                    "thousands of steps",
                    (1, 398, 399, 400, 401, 1599, 3599, 10000),
                    lr_peak="3/100",
                    warmup_steps=400,
                ),
            ),
        ),
    )
