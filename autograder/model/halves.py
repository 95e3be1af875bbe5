"""Points in halves: how a part of some points is rounded, for exercises and for the quiz."""

from __future__ import annotations

import math
from fractions import Fraction


def nearest_half(points: Fraction) -> float:
    """The nearest multiple of half a point, of two the larger; at least 0."""
    return max(math.floor(2 * points + Fraction(1, 2)), 0) / 2


def in_halves(points: float, earned: Fraction, lost: Fraction = Fraction(0)) -> float:
    """The points for two parts of the whole, what is earned and what is lost, rounded up to half a point.

    All of the points only where everything is earned and nothing lost; none of them only where nothing is earned, or
    where half a point has no room for both.
    """
    whole = round(2 * points)
    if not whole:
        return 0.0
    halves = math.ceil(whole * (earned - lost))
    if earned > 0:
        halves = max(halves, 1)
    if earned < 1 or lost > 0:
        halves = min(halves, whole - 1)
    return max(halves, 0) / 2
