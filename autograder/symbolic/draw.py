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


def symmetric(random: Random, *eigenvalues: Any) -> list[list[sp.Rational]]:
    """A symmetric matrix with the given eigenvalues that is not diagonal (for two or more that are not all equal)."""
    size = len(eigenvalues)
    axis = sp.Matrix([random.choice((-3, -2, -1, 1, 2, 3)) for _ in range(size)])
    while size == 2 and abs(axis[0]) == abs(axis[1]):  # such a mirror only swaps the two coordinates
        axis[0] = random.choice((-3, -2, -1, 1, 2, 3))
    mirror = sp.eye(size) - 2 * axis * axis.T / axis.dot(axis)
    matrix = mirror * sp.diag(*map(sp.Rational, eigenvalues)) * mirror.T
    return [list(matrix.row(row)) for row in range(size)]
