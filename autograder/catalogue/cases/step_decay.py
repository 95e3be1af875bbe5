"""Inputs that show step decay."""

from random import Random

from autograder.catalogue.shared import PARTED, over, rate
from autograder.symbolic import CaseCheck, rational


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Stairs with long and short treads."""
    usual = {"lr_start": "1/10", "factor": "1/2", "step_size": 4}
    other = {
        "lr_start": rate(random),
        "factor": rational(random.choice(["3/10", "7/10", "4/5"])),
        "step_size": random.randint(5, 7),
    }
    return (
        CaseCheck(
            "first-steps", "up to the first drop", 1, (over("four steps, and the first drop", range(6), **usual),)
        ),
        CaseCheck(
            "whole-range",
            "every step over several drops",
            2,
            (
                over("halved every four steps", range(25), **usual),
                over("other numbers", range(4 * other["step_size"] + 2), **other),
                over("a factor of a tenth every three steps", range(14), lr_start="2/5", factor="1/10", step_size=3),
            ),
        ),
        CaseCheck(
            "edges",
            "a drop at every step, and far from the start",
            1,
            (
                over("a drop at every step", range(8), lr_start="3/100", factor="4/5", step_size=1),
                over(
                    "the steps around a distant drop",
                    (89, 90, 91, 99, 100, 101),
                    lr_start=1,
                    factor="9/10",
                    step_size=10,
                ),
                *(
                    over(
                        f"around the end of treads of {length} steps",
                        (length - 1, length, length + 1, 2 * length - 1, 2 * length, 5 * length),
                        lr_start="3/10",
                        factor="7/10",
                        step_size=length,
                    )
                    for length in PARTED
                ),
            ),
        ),
    )
