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
    with_texts,
)
from autograder.classroom.learners import extensions_in
from autograder.classroom.plan import ClassRun
from autograder.classroom.sources import handed_in, source_of
from autograder.classroom.store import RunInfo
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
    graded: Sequence[Report], found: HandIns, before: Book, plan: ClassRun, info: RunInfo, database: Path
) -> Changes:
    """What it would change if these grades were kept."""
    units = plan.grader.course.units
    contents = contents_of(database, _digests(before.values()))
    submissions = {submission.student: submission for submission in found.submissions}
    earlier: dict[str, Side] = {}
    later: dict[str, Side] = {}
    for report in graded:
        student = report.student
        content = source_of(submissions[student]).content
        bases = {unit.name: basis_of(info, handed_in(content, unit.name)) for unit in report.units}
        if student in before:
            earlier[student] = side_of(before[student], units, contents)
            bases = {**earlier[student].bases, **bases}
        later[student] = Side(with_units(report, before.get(student, ()), plan), bases)
    left = {student: entries[0].day for student, entries in before.items() if student not in later}
    return compare(earlier, later, same=0, left=left)


def _digests(some: Iterable[Sequence[Entry]]) -> set[str]:
    return {entry.source for entries in some for entry in entries if entry.source}
