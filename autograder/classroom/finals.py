"""The grades that count: what was found of each student of a gradebook, after the course's policy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.classroom.adjustments import adjustments_in
from autograder.classroom.gradebook import Book, Entry, contents_of
from autograder.classroom.policy import Circumstances, final
from autograder.classroom.sources import handed_in
from autograder.model import Report
from autograder.model.course import Course
from autograder.model.policy import Adjustment, Feedback, HandedIn, Policy
from autograder.model.submission import Origin


@dataclass(frozen=True, slots=True)
class HandIn:
    """One hand-in that counts: for which units (empty for all), what the platform says of it, and its digest."""

    units: tuple[str, ...]
    origin: Origin
    digest: str


HandInsOf = Mapping[str, Sequence[HandIn]]
"""Student -> the hand-ins that count, the newest first."""


@dataclass(frozen=True, slots=True)
class Finals:
    """All that final grades depend on beside what was found."""

    course: Course
    hand_ins: HandInsOf
    extensions: Mapping[str, Mapping[str, str]]
    """Student -> unit -> until when."""
    adjustments: Mapping[str, tuple[Adjustment, ...]]
    contents: Mapping[str, str]
    """What was handed in by its digest, of those whose points were adjusted."""

    @classmethod
    def of(
        cls,
        course: Course,
        hand_ins: HandInsOf,
        extensions: Mapping[str, Mapping[str, str]],
        database: Path,
        *,
        also: Sequence[str] = (),
    ) -> Finals:
        """With the adjustments that a database holds, and what was handed in by those adjusted and `also` by others.

        StoreError where the database cannot be read.
        """
        adjustments = adjustments_in(database)
        digests = {one.digest for student in (*adjustments, *also) for one in hand_ins.get(student, ())}
        contents = contents_of(database, digests) if digests else {}
        return cls(course, hand_ins, extensions, adjustments, contents)

    def of_report(self, report: Report) -> Report:
        """A student's report with the points that count; the very same where nothing changes them."""
        if not self.may_change(report.student):
            return report
        return final(report, self.course, self.circumstances(report.student))

    def may_change(self, student: str) -> bool:
        """Whether the points that count may be others than those that were found."""
        adjusted = bool(self.adjustments.get(student))
        return adjusted or bool(self.course.deadlines) or self.course.policy != Policy()

    def circumstances(self, student: str) -> Circumstances:
        """What the grade of one student depends on."""
        hand_ins = self.hand_ins.get(student, ())
        adjustments = self.adjustments.get(student, ())
        return Circumstances(
            handed_in_at(hand_ins, self.course.units),
            self.extensions.get(student, {}),
            adjustments,
            self.sources(student) if adjustments else {},
        )

    def sources(self, student: str) -> dict[str, str]:
        """Unit -> what was handed in for it, as text."""
        found: dict[str, str] = {}
        for one in self.hand_ins.get(student, ()):
            for unit in one.units or self.course.units:
                found.setdefault(unit, repr(handed_in(self.contents.get(one.digest), unit)))
        return found


def handed_in_at(hand_ins: Iterable[HandIn], units: Sequence[str]) -> dict[str, HandedIn]:
    """When each unit was handed in, as the newest hand-in says."""
    found: dict[str, HandedIn] = {}
    for one in hand_ins:
        for unit in one.units or units:
            time = one.origin.times.get(unit, "") if one.origin.times else one.origin.time
            found.setdefault(unit, HandedIn(time, one.origin.late))
    return found


def hand_ins_of(book: Book, found: Iterable[tuple[str, HandIn]] = ()) -> HandInsOf:
    """The hand-ins that count: those of a gradebook, and before them those that were just found, by student."""
    now = {student: [hand_in] for student, hand_in in found}
    students = {**dict.fromkeys(now), **dict.fromkeys(book)}
    return {student: [*now.get(student, []), *map(_of_entry, book.get(student, ()))] for student in students}


def _of_entry(entry: Entry) -> HandIn:
    origin = Origin(**json.loads(entry.origin)) if entry.origin else Origin()
    return HandIn(entry.units, origin, entry.source or "")


def level_now(policy: Policy, now: datetime | None = None) -> Feedback:
    """How much students are told: until the day of release nothing but points."""
    if policy.release and (now or datetime.now(UTC)) < datetime.fromisoformat(policy.release):
        return Feedback.SCORE
    return policy.feedback
