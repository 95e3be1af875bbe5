"""What is read from `results.db`: runs and results as values, and how a result is found again."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.classroom.packing import DamagedError, Packed, digest_of, of_pieces, packed, text_of, unpacked
from autograder.classroom.schema import WITH_REPORTS
from autograder.model import IsolationLevel, Json

SEEN = """
SELECT r.run, coalesce(r.report, g.report), r.graded_in, r.source, r.origin, s.forms
FROM results r LEFT JOIN results g ON g.run = r.graded_in AND g.student = r.student
LEFT JOIN sources s ON s.digest = r.source
WHERE r.look = ? AND r.student = ? AND r.reusable ORDER BY r.run DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run was made with."""

    settings: Mapping[str, Json]
    versions: Mapping[str, str]
    course: str
    course_digest: str
    key_digest: str
    seed: int
    isolation: IsolationLevel


@dataclass(frozen=True, slots=True)
class Source:
    """What one student handed in: its digest, all of it as JSON, and what the platform says of it, as JSON."""

    digest: str
    content: str
    origin: str
    forms: str | None = None
    """By what it is told whether it is like another's, as JSON."""
    pieces: tuple[tuple[str, str], ...] = ()
    """The content in pieces, each with the unit that it is of, or nothing; () where it is one piece."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A result of an earlier run whose submission lies there byte by byte as it did then."""

    run: int
    own: str
    """What is kept of the report itself (`packing`)."""
    graded_in: int
    digest: str
    origin: str
    forms: str


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A report as JSON text, and the run in which it was graded."""

    report: str
    graded_in: int


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One run: its number, when it started and ended (None if it was interrupted), and what it was made with."""

    id: int
    started: str
    finished: str | None
    info: RunInfo


def stored_run(row: tuple[int, str, str | None, str, str, str, str, str, int, str]) -> StoredRun:
    """A row of the table of runs."""
    number, started, finished, settings, versions, course, course_digest, key_digest, seed, isolation = row
    made_with = json.loads(settings), json.loads(versions)
    info = RunInfo(*made_with, course, course_digest, key_digest, seed, IsolationLevel(isolation))
    return StoredRun(number, started, finished, info)


# ---------------------------------------------------------------- results that are found again


def find(connection: sqlite3.Connection, student: str, fingerprint: str) -> StoredResult | None:
    """The latest result of a student that depends on the same things, if it may be used again.

    One that is damaged has no text.
    """
    query = (
        f"SELECT report, graded_in FROM ({WITH_REPORTS}) WHERE student = ? AND fingerprint = ? AND reusable "
        "ORDER BY run DESC LIMIT 1"
    )
    row = connection.execute(query, (student, fingerprint)).fetchone()
    if row is None:
        return None
    try:
        return StoredResult(whole(connection, row[0]), row[1])
    except DamagedError:
        return StoredResult("", row[1])


def latest(connection: sqlite3.Connection, student: str, run: int) -> bytes | str:
    """The report on a student of a run as it is kept, or the newest where that run has none yet."""
    query = f"SELECT report FROM ({WITH_REPORTS}) WHERE run = ? AND student = ?"
    row = connection.execute(query, (run, student)).fetchone()
    if row is None:
        query = f"SELECT report FROM ({WITH_REPORTS}) WHERE student = ? ORDER BY run DESC LIMIT 1"
        row = connection.execute(query, (student,)).fetchone()
    kept: bytes | str = row[0]
    return kept


def find_same(connection: sqlite3.Connection, fingerprint: str) -> Packed | None:
    """The latest report on anybody that depends on the same things, if it may be used again."""
    query = "SELECT report FROM results WHERE fingerprint = ? AND reusable AND report NOTNULL ORDER BY run DESC LIMIT 1"
    row = connection.execute(query, (fingerprint,)).fetchone()
    try:
        return packed(whole(connection, row[0])) if row else None
    except DamagedError:
        return None


def seen(connection: sqlite3.Connection, student: str, look: str) -> Seen | None:
    """The latest result of a student to whom just the same belonged, if it may be used again.

    One that is damaged has no text.
    """
    row = connection.execute(SEEN, (look, student)).fetchone()
    if row is None or None in row:
        return None
    run, report, *others = row
    try:
        own = text_of(report)
    except DamagedError:
        own = ""
    return Seen(run, own, *others)


def whole(connection: sqlite3.Connection, kept: bytes | str) -> str:
    """The text of a report that is kept; earlier versions kept it as it is."""
    if isinstance(kept, str):
        return kept
    return unpacked(text_of(kept), lambda digest: part_of(connection, digest))


def part_of(connection: sqlite3.Connection, digest: str) -> str:
    """What reports have in common, by its digest; DamagedError where it is not there."""
    row = connection.execute("SELECT content FROM parts WHERE digest = ?", (digest,)).fetchone()
    part = text_of(row[0]) if row else None
    if part is None or digest_of(part) != digest:
        raise DamagedError("a part of a report is missing")
    return part


def damaged_parts(connection: sqlite3.Connection) -> frozenset[str]:
    """The digests of the parts that are not what they were."""
    found = set()
    for digest, content in connection.execute("SELECT digest, content FROM parts"):
        with contextlib.suppress(DamagedError):
            if digest_of(text_of(content)) == digest:
                continue
        found.add(digest)
    return frozenset(found)


def content_of(connection: sqlite3.Connection, digest: str) -> str | None:
    """What was handed in as JSON, by its digest; None where it was not kept."""
    row = connection.execute("SELECT content FROM sources WHERE digest = ?", (digest,)).fetchone()
    return of_pieces(row[0], lambda number: _handed_out(connection, number)) if row else None


def _handed_out(connection: sqlite3.Connection, number: int) -> bytes:
    row = connection.execute("SELECT content FROM handed_out WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise DamagedError("what was handed out is missing")
    return text_of(row[0]).encode("utf-8", "surrogatepass")
