"""Inputs that show reduce on plateau."""

from random import Random
from typing import Any

import sympy as sp

from autograder.catalogue.shared import rate
from autograder.symbolic import Case, CaseCheck, Each, rational


def losses(why: str, values: list[Any], start: Any, factor: Any, patience: int, min_lr: Any, **state: Any) -> Case:
    """A series of losses, each given to the schedule with the state that the one before left."""
    return Case(
        why,
        {
            "loss": Each(tuple(values)),
            "state": {"lr": start, **state},
            "factor": factor,
            "patience": patience,
            "min_lr": min_lr,
        },
    )


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Losses that fall, stay, rise, and fall again."""
    own = [rate(random, 100, 190)]
    for _ in range(13):
        better = random.random() < 0.35
        own.append(min(own) - rational("7/100") if better else min(own) + rate(random, 0, 40))
    return (
        CaseCheck(
            "plateau",
            "losses that stop falling",
            3,
            (
                losses("the same loss again and again", [1] * 9, "1/10", "1/2", 2, "1/1000"),
                losses(
                    "worse, but better than the loss before", [1, 4, 3, 2, 4, 3, 2, "1/2", 3, 2, 1], "2/5", "3/10", 2, 0
                ),
                losses(
                    "losses of your own",
                    own,
                    rate(random),
                    rational(random.choice(["1/2", "1/5", "7/10"])),
                    random.randint(1, 3),
                    "1/500",
                ),
                losses("no patience", [3, 3, 2, 4, 1, 1, 1], "7/10", "4/5", 0, "1/100"),
            ),
        ),
        CaseCheck(
            "improving",
            "losses that fall, with steps between that do not",
            1,
            (
                losses("every loss is better", [5, 4, 3, 2, 1], "1/10", "1/2", 2, "1/1000"),
                losses("never worse for longer than patience", [5, 6, 6, 4, 7, 7, 3, 3, 3, 2], "2/5", "1/10", 2, 0),
                losses(
                    "better by a hair each time",
                    [1, *(sp.Rational(100_000 - hair, 100_000) for hair in (1, 2, 3, 4))],
                    "1/10",
                    "1/2",
                    1,
                    0,
                ),
            ),
        ),
        CaseCheck(
            "floor",
            "min_lr is not undercut",
            1,
            (
                losses("down to min_lr", [2] * 12, "1/10", "1/10", 1, "3/500"),
                losses("a floor that is soon reached", [1, 2, 3, 4, 5, 6, 7, 8], "1/10", "1/2", 1, "2/25"),
                losses("a rate that is tiny already, and no floor", [1] * 4, "1/50000000", "1/2", 0, 0),
            ),
        ),
        CaseCheck(
            "middle",
            "from the middle of a training",
            1,
            (
                losses("after thousands of bad steps", [3, 3, 3], "1/5", "1/2", 5000, 0, best=2, bad_steps=4999),
                losses("one bad step from a reduction", [3, 3, 1, 2], "1/5", "1/2", 3, 0, best=2, bad_steps=3),
                losses("negative losses", [-3, "-5/2", -2, -4, -3, -3, -3], "3/100", "3/5", 2, 0, best=-1, bad_steps=1),
            ),
        ),
    )
