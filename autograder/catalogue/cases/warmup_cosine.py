"""Inputs that show warm-up and cosine."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Long and short warm-ups, over the whole length and beyond."""
    usual = {"lr_peak": "1/10", "lr_end": "1/1000", "warmup_steps": 4, "total_steps": 10}
    other = {
        "lr_peak": rate(random, 50, 90),
        "lr_end": rate(random, 5, 30),
        "warmup_steps": random.randint(5, 7),
        "total_steps": random.randint(12, 17),
    }
    short = {"lr_peak": "2/5", "lr_end": 0, "warmup_steps": 1, "total_steps": 6}
    tight = {"lr_peak": "7/10", "lr_end": "1/5", "warmup_steps": 5, "total_steps": 6}
    return (
        CaseCheck(
            "warm-up",
            "the warm-up, and the peak that is held for two steps",
            2,
            (
                over("four steps to 0.1", range(6), **usual),
                over("other numbers", range(other["warmup_steps"] + 2), **other),
                over("a warm-up of one step", range(3), **short),
            ),
        ),
        CaseCheck(
            "whole-range",
            "every step from the first to the end",
            3,
            (
                over("four of ten steps", range(11), **usual),
                over("other numbers", range(other["total_steps"] + 1), **other),
                over("one of six steps", range(7), **short),
                over("all but one", range(7), **tight),
                over(
                    "the end of warm-ups whose part of all steps is no binary fraction",
                    (0, 5, 6, 7, 8, 24, 25),
                    lr_peak="3/10",
                    lr_end="1/20",
                    warmup_steps=7,
                    total_steps=25,
                ),
                over(
                    "a hundred of a thousand steps",
                    (0, 98, 99, 100, 101, 550, 999, 1000),
                    lr_peak="3/100",
                    lr_end="1/1000",
                    warmup_steps=100,
                    total_steps=1000,
                ),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "lr_end is kept after the end",
            1,
            (
                over("ten steps, and fifteen more", range(8, 26), **usual),
                over("other numbers", range(other["total_steps"] - 2, 3 * other["total_steps"]), **other),
                over("all but one", range(4, 20), **tight),
            ),
        ),
    )
