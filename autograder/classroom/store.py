"""`results.db`: every run ever made, never changed afterwards but to erase a person.

    runs(id, started, finished, settings, versions, course, course_digest, key_digest, seed, isolation)
        one row for each `grade run`; `finished` is empty until its end, so an interrupted run can be told
    results(run, student, fingerprint, report, graded_in, reusable)
        one row for each student of a run: the report as JSON, what it depends on (the fingerprint), and the run in
        which it was really graded; where that is an earlier one, because nothing had changed, the report stands there
        and is empty here, so that a run that changes nothing takes little room; `source` names what was handed in, and
        `origin` is what the platform says of it, as JSON
    sources(digest, content)
        what was handed in as JSON, once: the evidence in a dispute
    people(number, student, person)
        everybody of the last roster, as JSON; `student` is empty for those who have handed in nothing yet
    log(time, who, what)
        who erased a person, and when; it does not say whom
    adjustments(number, student, what, kind, amount, why, who, time, found, basis), undone(number, who, time)
        corrections by hand (`adjustments.py`), and which of them were taken back
    secrets(name, value)
        what pseudonyms are made with

A submission's row is written in one transaction: whole or not at all, also when the grader is killed. Only one grader
writes at a time; others may read. Triggers refuse every change but one: `finished` is filled in once.
`PRAGMA user_version` is the version of this schema. In version 1 every row had a report; versions 1 and 2 kept no
source, origin, people or log; version 3 no adjustments and secrets. Such a database is brought up to date when a grader
opens it for writing.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from autograder.classroom.erase import erase
from autograder.classroom.lock import take_lock
from autograder.classroom.schema import FIRST_WITH_SOURCES, WITH_REPORTS, failure, open_to_read, prepare, version_of
from autograder.errors import StoreError
from autograder.model import IsolationLevel, Json

Changed = TypeVar("Changed")
PATIENCE = 5.0
"""Seconds that another program may have the database for itself."""


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


class Store:
    """The results of one output folder. Use as `with Store.open(path) as store:`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, lock: int) -> None:
        self._connection = connection
        self._path = path
        self._lock = lock

    @classmethod
    def open(cls, path: Path, patience: float = 0) -> Self:
        """Open or make the database for writing; another grader is waited for so many seconds.

        StoreError where another grader writes to it, where it is damaged, or where a newer version made it;
        StoreInUseError where another program has it for itself.
        """
        lock = take_lock(path, patience)
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # where it is new, nobody else may read it
            connection = sqlite3.connect(path, PATIENCE, isolation_level=None)
            try:
                prepare(connection, path)
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            os.close(lock)
            raise failure(path, error) from error
        except OSError as error:
            os.close(lock)
            raise StoreError(f"{path} cannot be used ({error.strerror}): name another folder with -o") from error
        except BaseException:
            os.close(lock)
            raise
        return cls(connection, path, lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()
        os.close(self._lock)

    # ------------------------------------------------------------ writing

    def begin(self, info: RunInfo) -> int:
        """Start a run; its number."""
        columns = "started, settings, versions, course, course_digest, key_digest, seed, isolation"
        values = (
            now(),
            json.dumps(dict(info.settings), sort_keys=True),
            json.dumps(dict(info.versions), sort_keys=True),
            info.course,
            info.course_digest,
            info.key_digest,
            info.seed,
            info.isolation,
        )
        with self._transaction():
            self._connection.execute(f"INSERT INTO runs ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        run: int = self._connection.execute("SELECT max(id) FROM runs").fetchone()[0]
        return run

    def save(
        self,
        run: int,
        student: str,
        fingerprint: str,
        report: str,
        *,
        graded_in: int | None = None,
        reusable: bool = True,
        source: Source | None = None,
    ) -> None:
        """Keep one student's report, whole or not at all; one that was graded in an earlier run is there already."""
        own = None if graded_in is not None and graded_in != run else report
        digest, origin = (source.digest, source.origin) if source else (None, None)
        row = (run, student, fingerprint, own, run if graded_in is None else graded_in, reusable, digest, origin)
        with self._transaction():
            if source:
                self._connection.execute("INSERT OR IGNORE INTO sources VALUES (?, ?)", (digest, source.content))
            self._connection.execute("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def know(self, people: Sequence[tuple[str, str]]) -> None:
        """Keep who is who, student and person as JSON, in the place of what was known before."""
        with self._transaction():
            self._connection.execute("DELETE FROM people")
            self._connection.executemany("INSERT INTO people (student, person) VALUES (?, ?)", people)

    def forget(self, student: str) -> bool:
        """Erase a person: results, what was handed in, and who it is. Whether there was anybody of that name."""
        with self._transaction():
            found = erase(self._connection, student, now())
        with _failures(self._path):
            self._connection.execute("VACUUM")  # what is deleted would still stand in the file
        return found

    def change(self, change: Callable[[sqlite3.Connection], Changed]) -> Changed:
        """Carry out a change whole or not at all, and give what it gives."""
        with self._transaction():
            return change(self._connection)

    def finish(self, run: int) -> None:
        """Mark a run as complete."""
        with self._transaction():
            self._connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (now(), run))

    # ------------------------------------------------------------ reading

    def find(self, student: str, fingerprint: str) -> StoredResult | None:
        """The latest result of a student that depends on the same things, if it may be used again."""
        with _failures(self._path):
            return find(self._connection, student, fingerprint)

    def reports(self, run: int) -> dict[str, str]:
        """The reports of a run as JSON text, by student."""
        query = f"SELECT student, report FROM ({WITH_REPORTS}) WHERE run = ? ORDER BY student"
        with _failures(self._path):
            return dict(self._connection.execute(query, (run,)).fetchall())

    def runs(self) -> tuple[StoredRun, ...]:
        """Every run, the oldest first."""
        with _failures(self._path):
            rows = self._connection.execute("SELECT * FROM runs ORDER BY id").fetchall()
        return tuple(map(stored_run, rows))

    # ------------------------------------------------------------ sqlite

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of the block or nothing of it; StoreError where it could not be kept."""
        with _failures(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                # a full disk ends the transaction by itself, other failures leave it open
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


@contextlib.contextmanager
def _failures(path: Path) -> Iterator[None]:
    """Say as a StoreError what SQLite could not do in the block."""
    try:
        yield
    except sqlite3.Error as error:
        raise failure(path, error) from error


def find(connection: sqlite3.Connection, student: str, fingerprint: str) -> StoredResult | None:
    """The latest result of a student that depends on the same things, if it may be used again."""
    query = (
        f"SELECT report, graded_in FROM ({WITH_REPORTS}) WHERE student = ? AND fingerprint = ? AND reusable "
        "ORDER BY run DESC LIMIT 1"
    )
    row = connection.execute(query, (student, fingerprint)).fetchone()
    return StoredResult(*row) if row else None


def people_in(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Student and person, as JSON, of everybody on the last roster; nobody where the database knows no roster."""
    if connection.execute("PRAGMA user_version").fetchone()[0] < FIRST_WITH_SOURCES:
        return []
    return connection.execute("SELECT student, person FROM people ORDER BY number").fetchall()


def stored_run(row: tuple[int, str, str | None, str, str, str, str, str, int, str]) -> StoredRun:
    """A row of the table of runs."""
    number, started, finished, settings, versions, course, course_digest, key_digest, seed, isolation = row
    made_with = json.loads(settings), json.loads(versions)
    info = RunInfo(*made_with, course, course_digest, key_digest, seed, IsolationLevel(isolation))
    return StoredRun(number, started, finished, info)


def now() -> str:
    """The time as the database keeps it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


# ---------------------------------------------------------------- reading without writing


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The database in a way that changes nothing, also while another program has it for itself.

    StoreError where it is not there, or what is asked of it cannot be read.
    """
    if not path.is_file():
        raise StoreError(f"{path} is not there: grade a class first, with  grade run SUBMISSIONS -o OUT")
    with _failures(path), contextlib.closing(open_to_read(path, PATIENCE)) as connection:
        if version_of(connection, path) == 0:
            raise StoreError(f"{path} is empty: grade a class first, with  grade run SUBMISSIONS -o OUT")
        yield connection


def holds_runs(path: Path) -> bool:
    """Whether there is a database with something in it."""
    return path.is_file() and path.stat().st_size > 0


def last_seed(path: Path) -> int | None:
    """The seed of the last run, complete or not; None where there is none. Changes nothing."""
    if not holds_runs(path):
        return None
    with reading(path) as connection:
        row = connection.execute("SELECT seed FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else None
