"""Correct points by hand: looked at before it is kept, while nobody else can write, and on the pages at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autograder.classroom.adjustments import Wish, added, taken_back
from autograder.classroom.corrected import refuse_too_much
from autograder.classroom.finals import Finals, hand_ins_of
from autograder.classroom.gradebook import last_run, read_book, report_of
from autograder.classroom.learners import extensions_in
from autograder.classroom.policy import basis_of, found_in
from autograder.classroom.rewrite import known_as, rewrite
from autograder.classroom.store import Store
from autograder.errors import unknown
from autograder.model import Report
from autograder.model.course import Course
from autograder.model.policy import Adjustment, Kind
from autograder.reports.wording import TOTAL

PATIENCE = 30.0
"""Seconds that are waited for somebody else who is correcting."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One student of a gradebook: what was found, and what it depends on."""

    student: str
    found: Report
    finals: Finals

    @classmethod
    def of(cls, out: Path, course: Course, name: str) -> Graded:
        """The student of that name or pseudonym; UsageError says who may be meant."""
        database = out / "results.db"
        book = read_book(database)
        student = known_as(name, book, database)
        if student is None:
            raise unknown(f"{database} knows no student", name, sorted(book))
        extensions = extensions_in(database)
        finals = Finals.of(course, hand_ins_of(book), extensions, database, also=(student,))
        return cls(student, report_of(book[student], course.units), finals)

    @property
    def final(self) -> Report:
        """The report with the points that count."""
        return self.finals.of_report(self.found)


@contextmanager
def _changing(out: Path, course: Course) -> Iterator[Store]:
    """The database while nobody else writes; the pages are written at the end."""
    database = out / "results.db"
    last_run(database)  # a folder without results is not to be made a gradebook of
    with Store.open(database, PATIENCE) as store:
        yield store
        rewrite(out, course)


def adjust(
    out: Path, course: Course, name: str, on: str, kind: Kind, amount: float, why: str, who: str
) -> tuple[Report, Report]:
    """Correct a student's points; the report before and after.

    Args:
        out: the results folder.
        course: what is asked.
        name: the student's, or a pseudonym.
        on: an exercise, a unit, or nothing for the total.
        kind: what is done with the amount.
        amount: points, or percent.
        why: the reason.
        who: who does it; empty for whoever runs this.

    Raises:
        UsageError: nobody has that name, or there would be less than no points, or more than an exercise has.
    """
    with _changing(out, course) as store:
        one = Graded.of(out, course, name)
        before = one.final
        points = _parts(before)
        if on not in points:
            raise unknown(f"{name} has no grade for", on, [part or TOTAL for part in points])
        most = next((e.max_score for e in before.exercises if e.name == on), float("inf"))
        refuse_too_much(kind, amount, points[on], most, on or "the total")
        basis = basis_of(one.found, on, one.finals.sources(one.student))
        wish = Wish(one.student, on, kind, amount, why, found_in(one.found, on), basis, who)
        store.change(partial(added, wish=wish))
        return before, Graded.of(out, course, name).final


def take_back(out: Path, course: Course, name: str, number: int) -> tuple[Report, Report]:
    """Let one correction of a student count no more; the report before and after."""
    with _changing(out, course) as store:
        one = Graded.of(out, course, name)
        store.change(partial(taken_back, student=one.student, number=number))
        return one.final, Graded.of(out, course, name).final


def exchange(out: Path, course: Course, new: Sequence[Wish], gone: Sequence[Adjustment]) -> None:
    """Take some corrections back, and keep others in their place: all of it or nothing."""
    if not (new or gone):
        return

    def change(connection: sqlite3.Connection) -> None:
        for one in gone:
            taken_back(connection, one.student, one.number)
        for wish in new:
            added(connection, wish)

    with _changing(out, course) as store:
        store.change(change)


def _parts(report: Report) -> Mapping[str, float]:
    """The points of each exercise and unit, and with no name of the total."""
    return {
        **{e.name: e.score for e in report.exercises},
        **{unit.name: unit.score for unit in report.units},
        "": report.score,
    }
