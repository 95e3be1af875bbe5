"""Numbers that no student can foresee, exact and of a readable size, drawn from a seeded generator."""

from __future__ import annotations

from random import Random
from typing import Any

import sympy as sp


def number(random: Random, low: int = -4, high: int = 4) -> sp.Rational:
    """A non-zero rational with one or two decimals between low and high."""
    while True:
        value = sp.Rational(random.randint(low * 20, high * 20), random.choice((10, 16, 20)))
        if value and low <= value <= high:
            return value


def array(random: Random, *shape: int, low: int = -4, high: int = 4) -> Any:
    """Nested lists of such numbers, of the given shape; a single number without one."""
    if not shape:
        return number(random, low, high)
    return [array(random, *shape[1:], low=low, high=high) for _ in range(shape[0])]


def permutation(random: Random, count: int) -> list[int]:
    """The numbers 0 to count - 1 in an order that is neither ascending nor descending (for three or more)."""
    order = list(range(count))
    while count > 2 and order in (sorted(order), sorted(order, reverse=True)):
        random.shuffle(order)
    return order[::-1] if count == 2 else order
