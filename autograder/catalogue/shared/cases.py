"""Cases of schedules: ranges of steps, and rates that no student can foresee."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

import sympy as sp

from autograder.symbolic import Case, Each

PARTED = (49, 98, 103, 107)
"""Lengths at which length*(1/length) is rounded to less than 1, so that its whole part is 0."""


def over(why: str, steps: Iterable[int], **settings: Any) -> Case:
    """The schedule asked for each of these steps, with the same settings."""
    return Case(why, {"step": Each(tuple(steps)), **settings})


def rate(random: Random, low: int = 5, high: int = 95) -> sp.Rational:
    """A learning rate between low/100 and high/100 with three decimals, never one of the usual ones."""
    return sp.Rational(random.randint(low, high) * 10 + random.choice((1, 3, 7, 9)), 1000)
