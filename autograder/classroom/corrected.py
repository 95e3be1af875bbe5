"""Points with the corrections that were made of them by hand, each told apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.classroom.lateness import plain
from autograder.errors import UsageError
from autograder.model import Json
from autograder.model.halves import nearest_half
from autograder.model.policy import Adjustment, Kind
from autograder.reports.safe import number
from autograder.reports.wording import TOTAL


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction with the points before and after it."""

    made: Adjustment
    before: float
    after: float
    stale: str = ""
    """What has changed since it was made; empty where nothing has."""

    @property
    def change(self) -> str:
        """What it does: "2 points more"."""
        return in_words(self.made.kind, self.made.amount)

    @property
    def as_plain(self) -> Mapping[str, Json]:
        """What a report holds of it."""
        return {
            "number": self.made.number,
            "on": self.made.on or TOTAL,
            "change": self.change,
            "before": None if math.isnan(self.before) else self.before,
            "after": None if math.isnan(self.after) else self.after,
            "why": self.made.why,
            "who": self.made.who,
            "when": self.made.when,
            "stale": self.stale,
        }


@dataclass(frozen=True, slots=True)
class Corrected:
    """Points, and the corrections that made them of others."""

    points: float
    by: tuple[Correction, ...] = ()

    def in_words(self) -> str:
        """What was done by hand: "2 points more by hand"; empty where nothing was."""
        changes = [one.change for one in self.by if one.made.amount or one.made.kind is Kind.SET]
        return f"{', '.join(changes)} by hand" if changes else ""


def corrected(
    points: float, most: float, adjustments: Sequence[Adjustment], found: float, bases: Mapping[int, str]
) -> Corrected:
    """Points after some corrections, one after the other.

    Args:
        points: before them; NaN where there is no grade, which only points of their own can mend.
        most: the most that there can be; more for none of them.
        adjustments: in the order in which they were made.
        found: what the checks found, to see whether it is what they were made for.
        bases: number of an adjustment -> what it rests on now.
    """
    by: list[Correction] = []
    for one in adjustments:
        after = after_it(one.kind, one.amount, points, most)
        by.append(Correction(one, points, after, _stale(one, found, bases[one.number])))
        points = after
    return Corrected(points, tuple(by))


def after_it(kind: Kind, amount: float, points: float, most: float) -> float:
    """Points after one correction: at least 0, at most what there can be, and in halves."""
    if kind is Kind.SET:
        return min(amount, most)
    if math.isnan(points):
        return points
    if kind is Kind.ADD:
        return min(max(points + amount, 0.0), most)
    return min(nearest_half(Fraction(str(points)) * (1 + Fraction(str(amount)) / 100)), most)


def refuse_too_much(kind: Kind, amount: float, points: float, most: float, what: str) -> None:
    """UsageError for a correction that would leave less than nothing, or more than there can be."""
    if (kind is Kind.SET and amount > most) or (kind is Kind.ADD and points + amount > most):
        raise UsageError(f"{what} has at most {number(most)} points: for a bonus adjust the unit or the total instead")
    if math.isnan(points) and kind is not Kind.SET:
        raise UsageError(f"{what} has no grade, to which nothing can be added: give points with --set")
    if kind is Kind.ADD and points + amount < 0:
        raise UsageError(f"{what} has {number(points)} points, of which {number(-amount)} cannot be taken away")


def in_words(kind: Kind, amount: float) -> str:
    """A correction in words."""
    if amount == 0 and kind is Kind.ADD:
        return "a comment, and no other points"
    if kind is Kind.SET:
        return f"set to {number(amount)} points"
    size = plain(Fraction(str(abs(amount))))
    noun = " %" if kind is Kind.PERCENT else " point" if abs(amount) == 1 else " points"
    return f"{size}{noun} {'less' if amount < 0 else 'more'}"


def _stale(one: Adjustment, found: float, basis: str) -> str:
    if one.basis == basis:
        return ""
    if found == one.found or (math.isnan(found) and math.isnan(one.found)):
        return "since then something else was handed in or found, for the same points"
    return f"the checks gave {_points(one.found)} when it was made, and give {_points(found)} now"


def _points(points: float) -> str:
    return "no grade" if math.isnan(points) else f"{number(points)} points"
