"""The gradebook of a course: for each student and unit the newest result counts, whichever run it is of.

A run may be of some units and of some students. It replaces what it graded, and all else stays.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.classroom.diff import Side
from autograder.classroom.packing import DamagedError
from autograder.classroom.read_only import reading
from autograder.classroom.schema import FIRST_WITH_SOURCES, WITH_REPORTS
from autograder.classroom.sources import handed_in
from autograder.classroom.store import RunInfo
from autograder.classroom.stored import content_of, stored_run, whole
from autograder.errors import GraderError, StoreError
from autograder.model import Report, Standing
from autograder.model.changes import Basis
from autograder.model.report import counted
from autograder.reports import json


@dataclass(frozen=True, slots=True)
class Entry:
    """One result that counts: the student, the run it was asked for in, which units that asked for, and the report."""

    student: str
    run: int
    graded_in: int
    day: str
    """When it was graded: YYYY-MM-DD."""
    units: tuple[str, ...]
    """Empty for all units of the course."""
    text: str
    """The report as JSON."""
    basis: Basis
    """What it was made from, without what was handed in."""
    source: str | None = None
    """The digest of what was handed in; None where it was not kept."""
    origin: str | None = None
    """What the platform says of it, as JSON."""


Book = Mapping[str, tuple[Entry, ...]]
"""Student -> the results that count, the newest first."""


def read_book(path: Path, *, before: int | None = None, texts: bool = True) -> Book:
    """The results that count, from `results.db`.

    Args:
        path: the database; nothing of it is changed.
        before: only of runs before this one, as the gradebook was then.
        texts: whether the reports are read too; else `with_texts` does it.

    Raises:
        StoreError: the database cannot be read.
    """
    with reading(path) as connection:
        counting = _counting(_entries(connection, before))
        if not texts:
            return dict(counting)
        return {student: tuple(_with_text(entry, connection) for entry in some) for student, some in counting}


def with_texts(book: Book, path: Path) -> Book:
    """Some results that count with their reports; one that is damaged has none."""
    if not book:
        return book
    with reading(path) as connection:
        return {student: tuple(_with_text(entry, connection) for entry in some) for student, some in book.items()}


def last_run(path: Path) -> int:
    """The number of the last complete run; StoreError where there is none."""
    number = run_before(path, math.inf)
    if number is None:
        raise StoreError(f"{path} holds no complete run: grade the class again")
    return number


def run_before(path: Path, run: float) -> int | None:
    """The number of the last complete run before another; None where there is none."""
    query = "SELECT max(id) FROM runs WHERE finished IS NOT NULL AND id < ?"
    with reading(path) as connection:
        number: int | None = connection.execute(query, (run,)).fetchone()[0]
    return number


def contents_of(path: Path, digests: Collection[str]) -> dict[str, str]:
    """What was handed in, by its digest, as JSON; what was not kept is not in it."""
    with reading(path) as connection:
        if not _keeps_sources(connection):
            return {}
        return {digest: text for digest in digests if (text := content_of(connection, digest)) is not None}


def _keeps_sources(connection: sqlite3.Connection) -> bool:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version >= FIRST_WITH_SOURCES


def _entries(connection: sqlite3.Connection, before: int | None) -> Iterator[Entry]:
    """Every result of a complete run, student by student, the newest first; without its report, which is long."""
    source = "s.source, s.origin" if _keeps_sources(connection) else "NULL, NULL"
    query = (
        f"SELECT s.student, s.run, s.graded_in, {source} FROM results s JOIN runs u ON u.id = s.run "
        "WHERE u.finished IS NOT NULL AND u.id < ? ORDER BY s.student, s.run DESC"
    )
    runs = list(map(stored_run, connection.execute("SELECT * FROM runs")))
    units_of = {run.id: _units(run.info) for run in runs}
    made_in = {run.id: (run.started[:10], basis_of(run.info)) for run in runs}
    for student, run, graded_in, *source_and_origin in connection.execute(
        query, (math.inf if before is None else before,)
    ):
        day, basis = made_in[graded_in]
        yield Entry(student, run, graded_in, day, units_of[run], "", basis, *source_and_origin)


def _units(info: RunInfo) -> tuple[str, ...]:
    """The units that a run was asked for; none for all."""
    units = info.settings.get("units", ())
    return tuple(map(str, units)) if isinstance(units, list | tuple) else ()


def _with_text(entry: Entry, connection: sqlite3.Connection) -> Entry:
    query = f"SELECT report FROM ({WITH_REPORTS}) WHERE run = ? AND student = ?"
    (report,) = connection.execute(query, (entry.run, entry.student)).fetchone()
    try:
        return replace(entry, text=whole(connection, report))
    except DamagedError:
        return entry  # without a text it is told of by whoever needs it


def basis_of(info: RunInfo, handed_in: Mapping[str, str] | None = None) -> Basis:
    """What the grades of a run are made from."""
    rules = info.settings.get("rules")
    kept = {name: str(digest) for name, digest in rules.items()} if isinstance(rules, dict) else {}
    return Basis(handed_in, info.seed, kept, info.versions.get("grade-descent", ""), info.isolation)


def _counting(entries: Iterable[Entry]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Of each student the entries that count: those of which a unit is in no newer one."""
    kept: dict[str, list[Entry]] = {}
    for entry in entries:
        newer = kept.setdefault(entry.student, [])
        covered = {unit for other in newer for unit in other.units}
        if all(other.units for other in newer) and (not entry.units or not set(entry.units) <= covered):
            newer.append(entry)
    yield from ((student, tuple(some)) for student, some in kept.items())


def side_of(entries: Sequence[Entry], units: Sequence[str], contents: Mapping[str, str]) -> Side:
    """A student's grade from the results that count, with what each unit of it was made from."""
    reports = [read(entry) for entry in entries]
    bases: dict[str, Basis] = {}
    for entry, report in zip(entries, reports, strict=True):
        for unit in report.units:
            files = handed_in(contents.get(entry.source or ""), unit.name)
            bases.setdefault(unit.name, replace(entry.basis, handed_in=files))
    return Side(merged(reports, units), bases)


# ---------------------------------------------------------------- one report of several


def report_of(entries: Sequence[Entry], units: Sequence[str]) -> Report:
    """A student's report from the results that count; StoreError where one of them cannot be read."""
    return merged([read(entry) for entry in entries], units)


def read(entry: Entry) -> Report:
    """A stored report; StoreError that says whose it is where it cannot be read."""
    try:
        return json.from_text(entry.text)
    except GraderError as error:
        raise StoreError(f"the result of {entry.student} cannot be used ({error}): grade the class again") from error


def merged(reports: Sequence[Report], units: Sequence[str]) -> Report:
    """One report, each unit from the first of several that has it.

    Args:
        reports: a student's, the newest first.
        units: those of the course, in its order; others are left out.
    """
    first, *others = reports
    if not others and all(unit.name in units for unit in first.units):
        return first
    owner = {unit.name: report for report in reversed(reports) for unit in report.units if unit.name in units}
    scores = [unit for name in units if name in owner for unit in owner[name].units if unit.name == name]
    used = [report for report in reports if any(report is owning for owning in owner.values())]
    return replace(
        first,
        score=_sum(unit.score for unit in counted(scores)),
        max_score=_sum(unit.max_score for unit in counted(scores)),
        units=tuple(scores),
        exercises=tuple(e for name in units if name in owner for e in owner[name].exercises if e.unit == name),
        status=_standing([report.status for report in used]),
        quiz=tuple(
            {q.id: q for report in reversed(used) for q in report.quiz if owner.get(q.unit, report) is report}.values()
        ),
        repairs=tuple(one for name in units if name in owner for one in owner[name].repairs if one.unit == name),
        notes=tuple(dict.fromkeys(note for report in used for note in report.notes)),
        output="\n".join(filter(None, (report.output for report in used))),
    )


def _sum(scores: Iterable[float]) -> float:
    return round(math.fsum(scores), 2)


def _standing(standings: Sequence[Standing]) -> Standing:
    """What became of several submissions as a whole: what needs the instructor is not hidden by another's grade."""
    order = (Standing.WITHHELD, Standing.UNREADABLE, Standing.GRADED, Standing.NOTHING)
    return min(standings, key=order.index, default=Standing.NOTHING)
