"""Inputs that show one cycle."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Early and late peaks, over the whole length and beyond."""
    usual = {"lr_start": "1/25", "lr_max": "1/10", "lr_end": "1/1000", "total_steps": 10, "peak_step": 3}
    other = {
        "lr_start": rate(random, 10, 30),
        "lr_max": rate(random, 60, 90),
        "lr_end": rate(random, 2, 8),
        "total_steps": random.randint(12, 17),
        "peak_step": random.randint(4, 9),
    }
    early = {"lr_start": "1/10", "lr_max": "7/10", "lr_end": 0, "total_steps": 6, "peak_step": 1}
    late = {"lr_start": "1/5", "lr_max": "3/5", "lr_end": "3/10", "total_steps": 6, "peak_step": 5}
    return (
        CaseCheck(
            "rise",
            "from lr_start to the peak",
            2,
            (
                over("three steps up", range(4), **usual),
                over("other numbers", range(other["peak_step"] + 1), **other),
            ),
        ),
        CaseCheck(
            "whole-range",
            "every step from the first to the end",
            3,
            (
                over("the peak at 3 of 10 steps", range(11), **usual),
                over("other numbers", range(other["total_steps"] + 1), **other),
                over("the peak at the second step", range(7), **early),
                over("the peak just before the end", range(7), **late),
                over(
                    "the peak at 29 of 100 steps",
                    (14, 28, 29, 30, 64, 100),
                    **{**usual, "total_steps": 100, "peak_step": 29},
                ),
                over(
                    "a thousand steps",
                    (0, 1, 150, 299, 300, 301, 650, 999, 1000),
                    lr_start="1/50",
                    lr_max="1/2",
                    lr_end="1/1000",
                    total_steps=1000,
                    peak_step=300,
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
                over("the peak just before the end", range(4, 20), **late),
            ),
        ),
    )
