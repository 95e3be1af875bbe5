"""What becomes of the points that were found: lateness, weights, corrections by hand, and what students are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from autograder.basics.dataclass import dataclass


class Feedback(StrEnum):
    """How much of what was found stands on a student's page."""

    FULL = "full"
    TITLE = "title"  # the mistakes and checks by their titles: no values, no hints
    SCORE = "score"  # points alone


class Period(StrEnum):
    """For what lateness is counted."""

    HOUR = "hour"
    DAY = "day"

    @property
    def length(self) -> timedelta:
        """How long one lasts."""
        return timedelta(hours=1 if self is Period.HOUR else 24)


@dataclass(frozen=True, slots=True)
class Lateness:
    """What handing in late costs."""

    percent: Fraction = Fraction(0)
    """Of the points of the unit, for each period that has begun since the deadline."""
    per: Period = Period.DAY
    grace: timedelta = timedelta(0)
    """Who is late by no more than this is not late."""
    floor: Fraction = Fraction(0)
    """The percent that are left, however late it is."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a course makes of the points that were found."""

    late: Lateness = Lateness()
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    """Unit -> its share of the total; empty where units count by their points."""
    drop_lowest: int = 0
    """So many of a student's units, those with the smallest part of their points, do not count in the total."""
    feedback: Feedback = Feedback.FULL
    release: str = ""
    """Until when students' pages hold points alone: ISO 8601 with a time zone; empty for never."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What is known of when a unit was handed in."""

    time: str = ""
    """ISO 8601, with a time zone where the platform gives one; empty where it is not known."""
    is_called_late: bool = False
    """Whether the platform says that it is late, without a time."""


class Kind(StrEnum):
    """What a correction does with the points it finds."""

    ADD = "add"
    SET = "set"
    PERCENT = "percent"  # of the points that there are: 10 makes 20 points 22, -10 makes them 18


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A correction by hand of one student's points."""

    number: int
    student: str
    on: str
    """An exercise, a unit, or nothing for the total."""
    kind: Kind
    amount: float
    """Points, or percent."""
    why: str
    who: str
    when: str
    """ISO 8601."""
    found: float
    """The points that it was made for."""
    basis: str
    """The digest of what these rested on: what was handed in, and what the checks found."""
