"""What a run makes of a gradebook: everybody's grade with what is kept, and whose grade is another."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.classroom.diff import Side, compare
from autograder.classroom.finals import Finals, HandIn, hand_ins_of
from autograder.classroom.gradebook import (
    Book,
    Entry,
    basis_of,
    contents_of,
    last_run,
    merged,
    read,
    read_book,
    report_of,
    run_before,
    side_of,
    with_texts,
)
from autograder.classroom.learners import extensions_in
from autograder.classroom.plan import ClassRun
from autograder.classroom.sources import handed_in, source_of
from autograder.classroom.store import RunInfo
from autograder.classroom.terms import Terms, terms_in
from autograder.errors import StoreError
from autograder.model import Report
from autograder.model.changes import Changes
from autograder.model.course import Course
from autograder.model.submission import HandIns


def readable(before: Book, students: Collection[str], plan: ClassRun, path: Path) -> tuple[Book, tuple[str, ...]]:
    """The results of earlier runs that a run needs and that can be read, with their texts, and whose cannot.

    Of the `students` of a run only those of other units are needed.
    """
    needed = {}
    for name, entries in before.items():
        if some := tuple(one for one in entries if name not in students or _has_other_units(one, plan.units)):
            needed[name] = some
    found = with_texts(needed, path)
    kept = {student: tuple(filter(_is_readable, entries)) for student, entries in found.items()}
    damaged = tuple(student for student, entries in kept.items() if len(entries) < len(needed[student]))
    return {student: entries for student, entries in kept.items() if entries}, damaged


def _has_other_units(entry: Entry, units: Sequence[str]) -> bool:
    """Whether a result may hold units that a run does not ask for; none are all of them."""
    return bool(units) and not (entry.units and set(entry.units) <= set(units))


def _is_readable(entry: Entry) -> bool:
    try:
        read(entry)
    except StoreError:
        return False
    return True


def everybody_in(database: Path, course: Course) -> tuple[Report, ...]:
    """Everybody of the gradebook by name, as the last run left it, with the points that count."""
    run, book, units = last_run(database), read_book(database), course.units
    finals = Finals.of(course, hand_ins_of(book), extensions_in(database), database)
    found = (
        report_of(entries, units) if entries[0].run == run else kept_report(entries, units) for entries in book.values()
    )
    return tuple(map(finals.of_report, found))


def kept_report(entries: Sequence[Entry], units: Sequence[str]) -> Report:
    """The grade of somebody who is not among the submissions."""
    report = report_of(entries, units)
    said = f"Not among the submissions of the last run: this grade is of {entries[0].day}"
    return replace(report, notes=(*report.notes, said))


def with_units(report: Report, entries: Sequence[Entry], plan: ClassRun) -> Report:
    """A student's report with the units that this run did not ask."""
    units = plan.grader.course.units
    if not plan.units or not entries or set(plan.units) >= set(units):
        return report
    return merged([report, *map(read, entries)], units)


# ---------------------------------------------------------------- whose grade is another


def last_changes(database: Path, course: Course) -> Changes:
    """What the last complete run changed in a gradebook of a course; StoreError where there is none."""
    run = last_run(database)
    before, after = read_book(database, before=run), read_book(database)
    of_run = {student for student, entries in after.items() if entries[0].run == run}
    terms = _Both.of(terms_in(database, run_before(database, run)), terms_in(database, run))
    moved = {
        student: entries
        for student, entries in after.items()
        if (student in of_run and _is_another(before.get(student, ()), entries)) or terms.are_others_for(student)
    }
    earlier = {student: before[student] for student in moved if student in before}
    contents = contents_of(database, _digests([*moved.values(), *earlier.values()]))
    then, now = hand_ins_of(earlier), hand_ins_of(moved)
    return compare(
        {s: terms.before(side_of(entries, course.units, contents), then[s], course) for s, entries in earlier.items()},
        {s: terms.after(side_of(entries, course.units, contents), now[s], course) for s, entries in moved.items()},
        same=len(of_run - moved.keys()),
        left={student: entries[0].day for student, entries in after.items() if student not in of_run},
    )


def _is_another(before: Sequence[Entry], after: Sequence[Entry]) -> bool:
    """Whether somebody was graded anew, or the platform says something else of what was handed in."""
    return [(e.graded_in, e.origin) for e in before] != [(e.graded_in, e.origin) for e in after]


def would_change(
    graded: Sequence[Report],
    found: HandIns,
    before: Book,
    plan: ClassRun,
    info: RunInfo,
    terms_now: Terms,
    database: Path,
) -> Changes:
    """What it would change if these grades were kept, and counted on these terms."""
    course = plan.grader.course
    contents = contents_of(database, _digests(before.values()))
    submissions = {submission.student: submission for submission in found.submissions}
    terms = _Both.of(terms_in(database, run_before(database, math.inf)), terms_now)
    then = hand_ins_of(before)
    now = hand_ins_of(before, ((s, HandIn(plan.units, one.origin, one.digest)) for s, one in submissions.items()))
    earlier: dict[str, Side] = {}
    later: dict[str, Side] = {}
    for report in graded:
        student = report.student
        content = source_of(submissions[student]).content
        bases = {unit.name: basis_of(info, handed_in(content, unit.name)) for unit in report.units}
        if student in before:
            side = side_of(before[student], course.units, contents)
            bases = {**side.bases, **bases}
            earlier[student] = terms.before(side, then[student], course)
        side = Side(with_units(report, before.get(student, ()), plan), bases)
        later[student] = terms.after(side, now[student], course)
    left = {student: entries[0].day for student, entries in before.items() if student not in later}
    for student in filter(terms.are_others_for, left):
        side = side_of(before[student], course.units, contents)
        earlier[student] = terms.before(side, then[student], course)
        later[student] = terms.after(side, then[student], course)
    return compare(earlier, later, same=0, left=left)


@dataclass(frozen=True, slots=True)
class _Both:
    """The terms before and after, where both are known; else what was found is compared."""

    was: Terms | None
    now: Terms | None

    @classmethod
    def of(cls, was: Terms | None, now: Terms | None) -> _Both:
        return cls(was, now) if was and now else cls(None, None)

    def are_others_for(self, student: str) -> bool:
        return self.was is not None and self.now is not None and self.was.are_others_for(student, self.now)

    def before(self, found: Side, hand_ins: Sequence[HandIn], course: Course) -> Side:
        return self.was.side(found, hand_ins, course) if self.was else found

    def after(self, found: Side, hand_ins: Sequence[HandIn], course: Course) -> Side:
        return self.now.side(found, hand_ins, course) if self.now else found


def _digests(some: Iterable[Sequence[Entry]]) -> set[str]:
    return {entry.source for entries in some for entry in entries if entry.source}
