"""Inputs that show multistep decay."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck, rational


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Milestones close together and far apart, one of them, and one at step 0."""
    usual = {"lr_start": "1/10", "factor": "1/10", "milestones": [3, 7]}
    marks = sorted(random.sample(range(2, 20), 4))
    other = {"lr_start": rate(random), "factor": rational(random.choice(["1/2", "7/10", "4/5"])), "milestones": marks}
    return (
        CaseCheck("first-steps", "up to the first milestone", 1, (over("the milestone 3", range(5), **usual),)),
        CaseCheck(
            "whole-range",
            "every step over all milestones and beyond",
            2,
            (
                over("a tenth at 3 and at 7", range(16), **usual),
                over("four milestones", range(max(marks) + 6), **other),
                over("milestones one after another", range(9), lr_start="2/5", factor="1/2", milestones=[2, 3, 4, 6]),
            ),
        ),
        CaseCheck(
            "edges",
            "a single milestone, and milestones far away",
            1,
            (
                over("one milestone", range(8), lr_start="3/100", factor="3/10", milestones=[5]),
                over("one at the very first step", range(6), lr_start=1, factor="4/5", milestones=[0, 3]),
                over(
                    "around 300 and 600",
                    (0, 299, 300, 301, 599, 600, 601, 899, 900, 5000),
                    lr_start=1,
                    factor="1/5",
                    milestones=[300, 600],
                ),
            ),
        ),
    )
