"""Inputs that show polynomial decay."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck, rational


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Several powers, whole and broken, over the whole length and beyond."""
    usual = {"lr_start": "1/10", "lr_end": "1/1000", "total_steps": 10, "power": 2}
    rising = {"lr_start": "3/100", "lr_end": "7/10", "total_steps": 7, "power": "3/2"}
    other = {
        "lr_start": rate(random, 50, 90),
        "lr_end": rate(random, 5, 30),
        "total_steps": random.randint(11, 16),
        "power": rational(random.choice(["5/2", "3", "7/4"])),
    }
    return (
        CaseCheck("first-steps", "the first steps", 1, (over("the first three learning rates", range(3), **usual),)),
        CaseCheck(
            "whole-range",
            "every step up to the end",
            2,
            (
                over("a parabola in ten steps", range(11), **usual),
                over("a learning rate that rises, and beyond its end", range(16), **rising),
                over("other rates, another length and power", range(other["total_steps"] + 1), **other),
                over("power 1 is a straight line", range(9), lr_start="2/5", lr_end="1/50", total_steps=8, power=1),
                over("a power below 1", range(9), lr_start="9/10", lr_end="1/5", total_steps=8, power="1/2"),
            ),
        ),
        CaseCheck(
            "beyond-the-end",
            "lr_end is kept after the end",
            2,
            (
                over("an even power", range(8, 26), **usual),
                over("down to 0", range(3, 14), lr_start="2/5", lr_end=0, total_steps=5, power=3),
            ),
        ),
    )
