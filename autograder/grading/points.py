"""Points: how an exercise's score and its status come from its checks. Every score is a whole number of half points.

    score = points * (weight of the checks that passed / weight of all checks - what bad behaviour costs),

rounded up to half a point, and kept within two limits: all of the points only where nothing failed, and none of them
only where no check passed. So there is always something left to gain, and what works always counts. Half a point has no
room for both: an exercise that is worth no more is all or nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from autograder.grading.sentences import Texts
from autograder.model import Check, Diagnosis, DiagnosisKind, Outcome, Status
from autograder.model.display import value_text
from autograder.model.halves import in_halves

RANKS: Mapping[Status, int] = {status: rank for rank, status in enumerate(Status)}
"""The first of them that anything has is the status of the whole."""


class Tally(NamedTuple):
    """How the score of one exercise comes about; what is in points is a multiple of one half."""

    points: float
    """What the exercise is worth."""
    passed: int
    """The weight of the checks that passed."""
    weight: int
    """The weight of all checks."""
    earned: float
    """Points for the checks that passed, before behaviour takes any away."""
    costs: Mapping[str, float]
    """Points that each failed behaviour takes away from what those before it have left, by the id of its check."""
    is_priced: bool = False
    """Whether the course says what is earned, because the mistake is known."""

    @property
    def score(self) -> float:
        """The points of the exercise: what is earned less what it costs."""
        return self.earned - math.fsum(self.costs.values())


def tally(points: float, checks: Sequence[Check], outcomes: Sequence[Outcome], left: Fraction | None = None) -> Tally:
    """Add up the outcomes of an exercise's checks, given in the checks' order.

    Where the course says what part of the points is `left`, that part is earned, whatever passed. A behaviour that
    could not be observed (it was skipped) costs nothing. Raises ValueError where `points` is not a multiple of one
    half, or where no check has a weight.
    """
    weighted = [(check, outcome.status) for check, outcome in zip(checks, outcomes, strict=True) if check.weight]
    weight = sum(check.weight for check, _ in weighted)
    if points < 0 or 2 * points % 1 or not weight:
        raise ValueError(f"{points} points for a weight of {weight}: points are multiples of one half")
    passed = sum(check.weight for check, status in weighted if status is Status.PASSED)
    share = Fraction(passed, weight) if left is None else left
    lost = Fraction(0)
    score = earned = in_halves(points, share, lost)
    costs = {}
    for check, outcome in zip(checks, outcomes, strict=True):
        if check.behaviour and outcome.status is Status.FAILED:
            lost += Fraction(str(check.cost))
            kept = in_halves(points, share, lost)
            costs[check.id] = score - kept
            score = kept
    return Tally(points, passed, weight, earned, costs, left is not None)


def left_of_points(
    diagnosis: Diagnosis | None, beside: Collection[str], prices: Sequence[tuple[str, float]]
) -> Fraction | None:
    """The part of the points that a course leaves where nothing is wrong but mistakes that it has a price for.

    Two of them leave the product of both parts. What is named of behaviour, with an id from `beside`, has its own cost.
    None where something else is wrong as well, or it is not known what.
    """
    if diagnosis is None or diagnosis.kind is not DiagnosisKind.MISTAKE:
        return None
    parts = {id_: Fraction(str(part)) for id_, part in prices}
    named = [part.id for part in diagnosis.parts if part.id not in beside]
    return math.prod((parts[id_] for id_ in named), start=Fraction(1)) if set(named) <= set(parts) else None


def most_cost(points: float, check: Check) -> float:
    """The most points that a failed behaviour can take away, in halves."""
    return math.ceil(2 * Fraction(points) * Fraction(str(check.cost))) / 2


def with_costs(outcomes: Sequence[Outcome], added_up: Tally, texts: Texts) -> tuple[Outcome, ...]:
    """The outcomes; each that takes points away says how many."""
    points = value_text(added_up.points)
    said = {id_: texts("costs", cost=value_text(cost), points=points) for id_, cost in added_up.costs.items() if cost}
    return tuple(replace(o, message=f"{o.message} {said[o.id]}") if o.id in said else o for o in outcomes)


def in_words(added_up: Tally, texts: Texts) -> str:
    """The sum in a sentence, where some checks passed and some did not, or the course has a price for what is wrong.

    Empty where there is nothing to explain, as where there are no points.
    """
    if not added_up.points or not (added_up.is_priced or 0 < added_up.passed < added_up.weight):
        return ""
    lost = math.fsum(added_up.costs.values())
    return texts(
        f"tally{'-priced' if added_up.is_priced else ''}{'-less' if lost else ''}",
        passed=added_up.passed,
        weight=added_up.weight,
        earned=value_text(added_up.earned),
        points=value_text(added_up.points),
        lost=value_text(lost),
    )


def overall_status(outcomes: Sequence[Outcome]) -> Status:
    """The status of an exercise: the first, in the order of Status, that one of its checks has."""
    return min((outcome.status for outcome in outcomes), key=RANKS.__getitem__)
