"""Who of a class needs the instructor: what cannot be graded, who handed in nothing, who is nobody's, who is behind."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.model import Report, Standing, Status
from autograder.model.report import NEEDS_YOU
from autograder.model.roster import Attendance, Person
from autograder.reports.of_class.mistakes import is_written
from autograder.reports.safe import number
from autograder.reports.wording import note, points, word

BEHIND = 0.5
"""Who has less than this part of the points is named."""


@dataclass(frozen=True, slots=True)
class Needing:
    """Somebody who needs the instructor, and why."""

    student: str
    """The name that the work was graded under; of somebody absent, what the roster calls them."""
    why: str
    is_graded: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Those who need the instructor for one reason."""

    heading: str
    advice: str
    members: tuple[Needing, ...]


def needs_of(reports: Sequence[Report], attendance: Attendance | None) -> tuple[Group, ...]:
    """The groups, the most urgent first; one without anybody is left out."""
    absent = attendance.absent if attendance else ()
    unknown = attendance.unknown if attendance else {}
    urgent = [Needing(r.student, f"{r.status}: {note(r)}") for r in reports if r.status in NEEDS_YOU]
    graded = [report for report in reports if report.status not in NEEDS_YOU]
    has_work = {
        report.student: bool(report.quiz)
        or any(repair.file for repair in report.repairs)
        or any(map(is_written, report.exercises))
        for report in graded
    }
    nothing = [report for report in graded if not has_work[report.student]]
    behind = [r for r in graded if has_work[r.student] and r.score < BEHIND * r.max_score]
    groups = (
        ("Needs you", "There is no grade for these until somebody has looked.", urgent),
        (
            "Not on the roster",
            "Work that is nobody's on the list of the class: a name that is written otherwise, or a guest.",
            [Needing(student, why) for student, why in unknown.items()],
        ),
        (
            "On the roster, handed in nothing",
            "",
            [Needing(name_of(person), contact_of(person), is_graded=False) for person in absent],
        ),
        ("Nothing written", "", [Needing(r.student, note(r) or str(_standing(r))) for r in nothing]),
        (
            f"Below {BEHIND:.0%} of the points",
            "The furthest behind first.",
            [Needing(r.student, _behind(r)) for r in sorted(behind, key=lambda r: r.score / r.max_score)],
        ),
    )
    return tuple(Group(heading, advice, tuple(members)) for heading, advice, members in groups if members)


def name_of(person: Person) -> str:
    """What to call somebody of a roster."""
    return person.name or person.login or person.email or person.id


def contact_of(person: Person) -> str:
    """How somebody of a roster is found: section, e-mail, number."""
    section = f"section {person.section}" if person.section else ""
    return ", ".join(filter(None, (section, person.email, person.id)))


def _standing(report: Report) -> str:
    return report.status.value if report.status is Standing.NOTHING else "no function is written"


def _behind(report: Report) -> str:
    """How far somebody is: points, and how many exercises ended otherwise than passed."""
    return "; ".join([points(report.score, report.max_score, in_full=True), *_not_passed(report)])


def _not_passed(report: Report) -> Iterator[str]:
    for status in (Status.MISSING, Status.FAILED, Status.ERROR, Status.TIMEOUT, Status.CRASHED):
        if count := sum(exercise.status is status for exercise in report.exercises):
            yield f"{count} {word(status)}"


def share_of(report: Report) -> float:
    """The part of the points that somebody has; NaN without a grade, or where there are none to be had."""
    return report.score / report.max_score if report.max_score else math.nan


def percent(share: float) -> str:
    """A part of the points as people read it: "71.5 %"."""
    return f"{number(round(100 * share, 1))} %"
