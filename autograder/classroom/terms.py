"""On what terms points count: deadlines, what lateness costs, what units weigh, and each person's extensions.

Every run keeps its own, so that it can be told later which of them changed a grade.
"""

from __future__ import annotations

import json as json_text
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from autograder.classroom.diff import Side
from autograder.classroom.finals import HandIn, handed_in_at
from autograder.classroom.lateness import lateness_of
from autograder.classroom.policy import Circumstances, final
from autograder.classroom.read_only import reading
from autograder.classroom.schema import FIRST_WITH_EXTENSIONS
from autograder.model import Json
from autograder.model.changes import Due
from autograder.model.course import Course, Deadline
from autograder.model.policy import HandedIn, Lateness, Period, Policy


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the points of a run count."""

    deadlines: tuple[Deadline, ...]
    policy: Policy
    """Without how much of what was found students are told."""
    extensions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Student -> unit -> until when."""

    @classmethod
    def of(cls, course: Course, extensions: Mapping[str, Mapping[str, str]]) -> Terms:
        """Those of a course file and a roster."""
        policy = course.policy
        return cls(
            course.deadlines,
            Policy(late=policy.late, weights=policy.weights, drop_lowest=policy.drop_lowest),
            extensions,
        )

    def are_others_for(self, student: str, other: Terms) -> bool:
        """Whether something is another for a student."""
        own, others = (one.extensions.get(student) or {} for one in (self, other))
        return (self.deadlines, self.policy, own) != (other.deadlines, other.policy, others)

    def side(self, found: Side, hand_ins: Sequence[HandIn], course: Course) -> Side:
        """A student's grade with the points that count on these terms, before any correction by hand.

        Args:
            found: with the points that were found.
            hand_ins: those that count, the newest first.
            course: what is asked; its own terms do not matter.
        """
        on_these = replace(course, deadlines=self.deadlines, policy=self.policy)
        extensions = self.extensions.get(found.report.student) or {}
        times = handed_in_at(hand_ins, course.units)
        report = final(found.report, on_these, Circumstances(times, extensions))
        deadlines = {deadline.unit: deadline.due for deadline in self.deadlines}
        bases = dict(found.bases)
        for unit, basis in found.bases.items():
            time = times.get(unit, HandedIn())
            late = lateness_of(unit, time, on_these, extensions)
            due = deadlines.get(unit, ""), extensions.get(unit, ""), time, self.policy.late
            bases[unit] = replace(basis, due=Due(*due, late.left if late else Fraction(1)))
        return Side(report, bases, self.policy)


def kept_terms(course: Course) -> dict[str, Json]:
    """The terms of a course as a run keeps them among its settings; extensions have a table of their own."""
    late = course.policy.late
    return {
        "deadlines": {deadline.unit: deadline.due for deadline in course.deadlines},
        "late": {
            "percent": str(late.percent),
            "per": late.per.value,
            "grace_seconds": late.grace.total_seconds(),
            "floor": str(late.floor),
        },
        "weights": {unit: str(weight) for unit, weight in course.policy.weights.items()},
        "drop_lowest": course.policy.drop_lowest,
    }


def terms_in(path: Path, run: int | None) -> Terms | None:
    """The terms of a run; None where there is no such run, or an earlier version made it that did not keep them."""
    if run is None:
        return None
    with reading(path) as connection:
        (text,) = connection.execute("SELECT settings FROM runs WHERE id = ?", (run,)).fetchone()
        settings = json_text.loads(text)
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if "late" not in settings or version < FIRST_WITH_EXTENSIONS:
            return None
        rows = connection.execute("SELECT student, unit, until FROM extensions WHERE run = ?", (run,)).fetchall()
    extensions: dict[str, dict[str, str]] = {}
    for student, unit, until in rows:
        extensions.setdefault(student, {})[unit] = until
    late = settings["late"]
    lateness = Lateness(
        Fraction(late["percent"]),
        Period(late["per"]),
        timedelta(seconds=late["grace_seconds"]),
        Fraction(late["floor"]),
    )
    weights = {unit: Fraction(weight) for unit, weight in settings["weights"].items()}
    policy = Policy(late=lateness, weights=weights, drop_lowest=settings["drop_lowest"])
    return Terms(tuple(Deadline(unit, due) for unit, due in settings["deadlines"].items()), policy, extensions)
