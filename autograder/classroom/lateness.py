"""Whether a unit is late, and what that costs: from when it was handed in, its deadline and the course's policy."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from autograder.model.course import Course
from autograder.model.policy import HandedIn, Period


@dataclass(frozen=True, slots=True)
class Late:
    """How late something is."""

    by: timedelta | None
    """None where only the platform says so, without a time."""
    periods: int = 0
    """The hours or days that have begun since the deadline."""
    left: Fraction = Fraction(1)
    """Which part of the points is left."""
    is_floor: bool = False
    """Whether no more than this can be lost."""

    def in_words(self) -> str:
        """How late it is: "2 days 3 hours late"."""
        if self.by is None:
            return "late, as the platform says; by how much is not known, so it costs nothing"
        minutes = math.ceil(self.by.total_seconds() / 60)
        parts = ((minutes // 1440, "day"), (minutes % 1440 // 60, "hour"), (minutes % 60, "minute"))
        return f"{' '.join(counted(number, noun) for number, noun in parts if number)} late"

    def cost_in_words(self, per: Period) -> str:
        """What it costs: "less 10 % for 1 day late"; empty where it costs nothing."""
        if self.left == 1:
            return ""
        most = "the most that it can cost" if self.is_floor else ""
        return ", ".join(
            filter(None, [f"less {plain(100 * (1 - self.left))} % for {counted(self.periods, per)} late", most])
        )


def lateness_of(unit: str, handed_in: HandedIn, course: Course, extensions: Mapping[str, str]) -> Late | None:
    """How late a unit is; None where it is in time, has no deadline, or was handed in nobody knows when.

    `extensions` are this person's: until when a unit may be handed in, where that is later than the course's deadline.
    A time without a zone is one of the deadline's zone.
    """
    due = until(unit, course, extensions)
    if not handed_in.time or due is None:
        is_late = handed_in.is_called_late and due is not None and unit not in extensions
        return Late(None) if is_late else None
    time = datetime.fromisoformat(handed_in.time)
    by = (time if time.tzinfo else time.replace(tzinfo=due.tzinfo)) - due
    policy = course.policy.late
    if by <= max(policy.grace, timedelta(0)):
        return None
    periods = math.ceil(by / policy.per.length)
    left, floor = 1 - policy.percent * periods / 100, policy.floor / 100
    return Late(by, periods, max(left, floor), left <= floor)


def until(unit: str, course: Course, extensions: Mapping[str, str]) -> datetime | None:
    """Until when a unit may be handed in: the later of a person's extension and the deadline; None without either."""
    due = [deadline.due for deadline in course.deadlines if deadline.unit == unit]
    times = [datetime.fromisoformat(time) for time in (*due, extensions.get(unit)) if time]
    return max(times, default=None)


def counted(number: int, noun: str) -> str:
    """A number of things: "1 day", "2 days"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain(number: Fraction) -> str:
    """A number as people write it: 10, 12.5."""
    return format(float(number), ".6g")
