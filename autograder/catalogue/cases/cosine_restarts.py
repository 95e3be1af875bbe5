"""Inputs that show cosine annealing with warm restarts."""

from random import Random

from autograder.catalogue.shared import PARTED, over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Cycles that grow and cycles that do not, over several restarts."""
    usual = {"lr_start": "1/10", "lr_end": "1/1000", "first_cycle": 4, "cycle_factor": 2}
    other = {
        "lr_start": rate(random, 50, 90),
        "lr_end": rate(random, 5, 30),
        "first_cycle": random.randint(5, 7),
        "cycle_factor": 2,
    }
    return (
        CaseCheck(
            "first-cycle",
            "the first cycle and the first restart",
            1,
            (over("four steps, and a restart", range(6), **usual),),
        ),
        CaseCheck(
            "growing-cycles",
            "every step of cycles that grow",
            3,
            (
                over("4, 8 and 16 steps, and a restart", range(31), **usual),
                over("other numbers", range(3 * other["first_cycle"] + 3), **other),
                over(
                    "three times as long each", range(28), lr_start="2/5", lr_end="1/50", first_cycle=2, cycle_factor=3
                ),
                over("from a single step", range(16), lr_start="9/10", lr_end=0, first_cycle=1, cycle_factor=2),
                over(
                    "around the fifth restart",
                    (39, 40, 41, 120, 121, 122),
                    lr_start="2/5",
                    lr_end="1/50",
                    first_cycle=1,
                    cycle_factor=3,
                ),
                over(
                    "around distant restarts",
                    (10, 11, 110, 111, 112, 1110, 1111),
                    lr_start="2/5",
                    lr_end="1/50",
                    first_cycle=1,
                    cycle_factor=10,
                ),
            ),
        ),
        CaseCheck(
            "equal-cycles",
            "every step of cycles of the same length",
            1,
            (
                over("five steps each", range(17), lr_start="7/10", lr_end="3/100", first_cycle=5, cycle_factor=1),
                over(
                    "three steps each, down to 0", range(11), lr_start="1/10", lr_end=0, first_cycle=3, cycle_factor=1
                ),
                *(
                    over(
                        f"around restarts after {length} steps each",
                        (length - 1, length, length + 1, 2 * length - 1, 2 * length, 5 * length),
                        lr_start="3/10",
                        lr_end="1/50",
                        first_cycle=length,
                        cycle_factor=1,
                    )
                    for length in PARTED
                ),
            ),
        ),
    )
