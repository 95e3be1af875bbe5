"""From the outcomes of an exercise's checks to its points and its status."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from autograder.model import Check, Outcome, Status

RANKS: Mapping[Status, int] = {status: rank for rank, status in enumerate(Status)}
"""The first of them that anything has is the status of the whole."""


def split_points(points: float, weights: Sequence[int]) -> list[float]:
    """Points shared out by weight in hundredths, so that the shares add up to the points exactly."""
    hundredths = round(points * 100)
    total = sum(weights)
    shares = [hundredths * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(hundredths * weights[i] % total))
    for index in by_remainder[: hundredths - sum(shares)]:
        shares[index] += 1
    return [share / 100 for share in shares]


def exercise_score(points: float, checks: Sequence[Check], outcomes: Sequence[Outcome]) -> float:
    """What the checks earned less what bad behaviour costs, never below zero; all of it where every check passed."""
    if all(outcome.status is Status.PASSED for outcome in outcomes):
        return points
    earned = math.fsum(outcome.score for outcome in outcomes)
    costs = (
        c.cost * points for c, o in zip(checks, outcomes, strict=True) if c.behaviour and o.status is Status.FAILED
    )
    return max(0.0, round(earned - math.fsum(costs), 2))


def overall_status(outcomes: Sequence[Outcome]) -> Status:
    """The status of an exercise: the first, in the order of Status, that one of its checks has."""
    return min((outcome.status for outcome in outcomes), key=RANKS.__getitem__)
