"""What a run makes of a gradebook: everybody's grade with what is kept, and whose grade is another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.classroom.diff import Side, compare
from autograder.classroom.finals import Finals, hand_ins_of
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
    side_of,
)
from autograder.classroom.learners import extensions_in
from autograder.classroom.plan import ClassRun, Graded
from autograder.classroom.sources import handed_in, source_of
from autograder.classroom.store import RunInfo
from autograder.errors import StoreError
from autograder.model import Report
from autograder.model.changes import Changes
from autograder.model.course import Course
from autograder.model.submission import HandIns
from autograder.reports import json


def with_kept(graded: Sequence[Graded], before: Book, plan: ClassRun) -> tuple[Graded, ...]:
    """Everybody of the gradebook by name: those of this run with their other units, and those who are not in it.

    `before` holds what can be read (see `readable`).
    """
    units = plan.grader.course.units
    everybody = {one.report.student: _with_units(one, before.get(one.report.student, ()), plan) for one in graded}
    for student, entries in before.items():
        if student not in everybody:
            everybody[student] = _kept(entries, units)
    return tuple(everybody[student] for student in sorted(everybody))


def readable(before: Book, students: Collection[str], plan: ClassRun) -> tuple[Book, tuple[str, ...]]:
    """The results of earlier runs that a run needs and that can be read, and whose cannot.

    Those of the `students` of a run are not needed where it asks for every unit.
    """
    needed = before if plan.units else {name: some for name, some in before.items() if name not in students}
    kept = {student: tuple(filter(_is_readable, entries)) for student, entries in needed.items()}
    damaged = tuple(student for student, entries in kept.items() if len(entries) < len(needed[student]))
    return {student: entries for student, entries in kept.items() if entries}, damaged


def _is_readable(entry: Entry) -> bool:
    try:
        read(entry)
    except StoreError:
        return False
    return True


def everybody_in(database: Path, course: Course) -> tuple[Graded, ...]:
    """Everybody of the gradebook by name, as the last run left it, with the points that count."""
    run, book, units = last_run(database), read_book(database), course.units
    finals = Finals.of(course, hand_ins_of(book), extensions_in(database), database)
    found = (
        _as_graded(report_of(entries, units)) if entries[0].run == run else _kept(entries, units)
        for entries in book.values()
    )
    return tuple(finals.of_graded(one) for one in found)


def _kept(entries: Sequence[Entry], units: Sequence[str]) -> Graded:
    """The grade of somebody who is not among the submissions."""
    report = report_of(entries, units)
    said = f"Not among the submissions of the last run: this grade is of {entries[0].day}"
    return _as_graded(replace(report, notes=(*report.notes, said)))


def _with_units(one: Graded, entries: Sequence[Entry], plan: ClassRun) -> Graded:
    """A student's grade with the units that this run did not ask."""
    units = plan.grader.course.units
    if not plan.units or not entries or set(plan.units) >= set(units):
        return one
    report = merged([one.report, *map(read, entries)], units)
    return one if report == one.report else replace(_as_graded(report), reused=one.reused)


def _as_graded(report: Report) -> Graded:
    return Graded(report, json.render(report), reused=True)


# ---------------------------------------------------------------- whose grade is another


def last_changes(database: Path, units: Sequence[str]) -> Changes:
    """What the last complete run changed; StoreError where there is none."""
    run = last_run(database)
    before, after = read_book(database, before=run), read_book(database)
    of_run = {student: entries for student, entries in after.items() if entries[0].run == run}
    moved = {
        student: entries
        for student, entries in of_run.items()
        if student not in before or [e.graded_in for e in entries] != [e.graded_in for e in before[student]]
    }
    earlier = {student: before[student] for student in moved if student in before}
    contents = contents_of(database, _digests([*moved.values(), *earlier.values()]))
    left = {student: entries[0].day for student, entries in after.items() if student not in of_run}
    return compare(
        {student: side_of(entries, units, contents) for student, entries in earlier.items()},
        {student: side_of(entries, units, contents) for student, entries in moved.items()},
        same=len(of_run) - len(moved),
        left=left,
    )


def would_change(
    graded: Sequence[Graded], found: HandIns, before: Book, plan: ClassRun, info: RunInfo, database: Path
) -> Changes:
    """What it would change if these grades were kept."""
    units = plan.grader.course.units
    contents = contents_of(database, _digests(before.values()))
    submissions = {submission.student: submission for submission in found.submissions}
    earlier: dict[str, Side] = {}
    later: dict[str, Side] = {}
    for one in graded:
        student = one.report.student
        content = source_of(submissions[student]).content
        bases = {unit.name: basis_of(info, handed_in(content, unit.name)) for unit in one.report.units}
        if student in before:
            earlier[student] = side_of(before[student], units, contents)
            bases = {**earlier[student].bases, **bases}
        later[student] = Side(_with_units(one, before.get(student, ()), plan).report, bases)
    left = {student: entries[0].day for student, entries in before.items() if student not in later}
    return compare(earlier, later, same=0, left=left)


def _digests(some: Iterable[Sequence[Entry]]) -> set[str]:
    return {entry.source for entries in some for entry in entries if entry.source}
