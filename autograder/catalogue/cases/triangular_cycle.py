"""Inputs that show triangular cycle."""

from random import Random

from autograder.catalogue.shared import over, rate
from autograder.symbolic import CaseCheck


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Short and long cycles, several of them."""
    usual = {"lr_min": "1/1000", "lr_max": "1/10", "half_cycle": 4}
    other = {"lr_min": rate(random, 5, 30), "lr_max": rate(random, 50, 90), "half_cycle": random.randint(5, 8)}
    return (
        CaseCheck("first-half", "up to the top", 1, (over("four steps up", range(5), **usual),)),
        CaseCheck(
            "whole-range",
            "every step of several cycles",
            3,
            (
                over("four up, four down, three times", range(25), **usual),
                over("other numbers", range(4 * other["half_cycle"] + 2), **other),
                over("up from 0 in threes", range(14), lr_min=0, lr_max="2/5", half_cycle=3),
            ),
        ),
        CaseCheck(
            "edges",
            "up and down at every step, and far from the start",
            1,
            (
                over("up in one step, down in the next", range(6), lr_min="1/50", lr_max="7/10", half_cycle=1),
                over(
                    "around a distant top",
                    (989, 990, 991, 1000, 1010, 1011),
                    lr_min="1/10",
                    lr_max="9/10",
                    half_cycle=10,
                ),
            ),
        ),
    )
