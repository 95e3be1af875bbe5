"""Inputs that show warm-up, plateau and decay."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Long and short parts, over the whole length and beyond."""
    usual = {"lr_peak": "1/10", "lr_end": "1/1000", "warmup_steps": 4, "decay_steps": 8, "total_steps": 20}
    other = {
        "lr_peak": rate(random, 50, 90),
        "lr_end": rate(random, 5, 30),
        "warmup_steps": random.randint(3, 5),
        "decay_steps": random.randint(3, 5),
        "total_steps": random.randint(12, 17),
    }
    short = {"lr_peak": "2/5", "lr_end": 0, "warmup_steps": 1, "decay_steps": 1, "total_steps": 6}
    tight = {"lr_peak": "7/10", "lr_end": "1/5", "warmup_steps": 4, "decay_steps": 5, "total_steps": 9}
    return (
        CaseCheck(
            "warm-up",
            "the warm-up, and the plateau",
            2,
            (
                over("four steps to 0.1", range(8), **usual),
                over("other numbers", range(other["warmup_steps"] + 2), **other),
                over("a warm-up of one step", range(3), **short),
            ),
        ),
        CaseCheck(
            "whole-range",
            "every step from the first to the end",
            3,
            (
                over("4, 8 and 8 of twenty steps", range(21), **usual),
                over("other numbers", range(other["total_steps"] + 1), **other),
                over("a decay of one step", range(7), **short),
                over("no plateau", range(10), **tight),
                over(
                    "a thousand steps",
                    (0, 99, 100, 799, 800, 801, 900, 999, 1000),
                    lr_peak="3/100",
                    lr_end="1/1000",
                    warmup_steps=100,
                    decay_steps=200,
                    total_steps=1000,
                ),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "lr_end is kept after the end",
            1,
            (
                over("twenty steps, and ten more", range(18, 31), **usual),
                over("other numbers", range(other["total_steps"] - 2, 2 * other["total_steps"]), **other),
            ),
        ),
    )
