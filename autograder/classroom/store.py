"""`results.db`: every run ever made, never changed afterwards.

    runs(id, started, finished, settings, versions, course, course_digest, key_digest, seed, isolation)
        one row for each `grade run`; `finished` is empty until its end, so an interrupted run can be told
    results(run, student, fingerprint, report, graded_in, reusable)
        one row for each student of a run: the report as JSON, what it depends on (the fingerprint), and the run in
        which it was really graded (an earlier one where the submission had not changed)

A submission's row is written in one transaction: whole or not at all, also when the grader is killed. Only one grader
writes at a time; others may read. Triggers refuse every change but one: `finished` is filled in once.
`PRAGMA user_version` is the version of this schema.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.classroom.lock import take_lock
from autograder.errors import StoreError

VERSION = 1
APPLICATION = 0x47724465
"""Marks the file as ours ("GrDe")."""

SCHEMA = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    settings TEXT NOT NULL,
    versions TEXT NOT NULL,
    course TEXT NOT NULL,
    course_digest TEXT NOT NULL,
    key_digest TEXT NOT NULL,
    seed INTEGER NOT NULL,
    isolation TEXT NOT NULL
);
CREATE TABLE results (
    run INTEGER NOT NULL REFERENCES runs(id),
    student TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    report TEXT NOT NULL,
    graded_in INTEGER NOT NULL REFERENCES runs(id),
    reusable INTEGER NOT NULL,
    PRIMARY KEY (run, student)
);
CREATE INDEX results_by_fingerprint ON results(student, fingerprint);
CREATE TRIGGER results_stay BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;
CREATE TRIGGER results_are_kept BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, 'results are never deleted'); END;
CREATE TRIGGER runs_stay
    BEFORE UPDATE OF id, started, settings, versions, course, course_digest, key_digest, seed, isolation ON runs
    BEGIN SELECT RAISE(ABORT, 'runs are never changed'); END;
CREATE TRIGGER runs_end_once BEFORE UPDATE OF finished ON runs WHEN OLD.finished IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'this run has ended already'); END;
CREATE TRIGGER runs_are_kept BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'runs are never deleted'); END;
"""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run was made with."""

    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    course: str
    course_digest: str
    key_digest: str
    seed: int
    isolation: str


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
    def open(cls, path: Path) -> Self:
        """Open or make the database for writing.

        StoreError where another grader writes to it, where it is damaged, or where a newer version made it.
        """
        lock = take_lock(path)
        try:
            connection = sqlite3.connect(path, isolation_level=None)
            try:
                _prepare(connection, path)
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            os.close(lock)
            raise _failure(path, error) from error
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
            _now(),
            json.dumps(dict(info.settings), sort_keys=True),
            json.dumps(dict(info.versions), sort_keys=True),
            info.course,
            info.course_digest,
            info.key_digest,
            info.seed,
            info.isolation,
        )
        with self._transaction():
            cursor = self._connection.execute(f"INSERT INTO runs ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def save(
        self,
        run: int,
        student: str,
        fingerprint: str,
        report: str,
        *,
        graded_in: int | None = None,
        reusable: bool = True,
    ) -> None:
        """Keep one student's report, whole or not at all."""
        row = (run, student, fingerprint, report, run if graded_in is None else graded_in, reusable)
        with self._transaction():
            self._connection.execute("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?)", row)

    def finish(self, run: int) -> None:
        """Mark a run as complete."""
        with self._transaction():
            self._connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (_now(), run))

    # ------------------------------------------------------------ reading

    def find(self, student: str, fingerprint: str) -> StoredResult | None:
        """The latest result of a student that depends on the same things, if it may be used again."""
        query = (
            "SELECT report, graded_in FROM results WHERE student = ? AND fingerprint = ? AND reusable "
            "ORDER BY run DESC LIMIT 1"
        )
        rows = self._rows(query, (student, fingerprint))
        return StoredResult(*rows[0]) if rows else None

    def reports(self, run: int) -> dict[str, str]:
        """The reports of a run as JSON text, by student."""
        return dict(self._rows("SELECT student, report FROM results WHERE run = ? ORDER BY student", (run,)))

    def runs(self) -> tuple[StoredRun, ...]:
        """Every run, the oldest first."""
        rows = self._rows("SELECT * FROM runs ORDER BY id")
        return tuple(
            StoredRun(id_, started, finished, RunInfo(json.loads(settings), json.loads(versions), *rest))
            for id_, started, finished, settings, versions, *rest in rows
        )

    # ------------------------------------------------------------ sqlite

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise _failure(self._path, error) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of the block or nothing of it; StoreError where it could not be kept."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                # a full disk ends the transaction by itself, other failures leave it open
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise _failure(self._path, error) from error


def _failure(path: Path, error: sqlite3.Error) -> StoreError:
    """The sentence for what SQLite reports."""
    if isinstance(error, sqlite3.OperationalError):
        return StoreError(f"{path} cannot be used ({error}): see that its folder can be written and the disk has room")
    if isinstance(error, sqlite3.IntegrityError):
        return StoreError(f"{path} refused a change to its results ({error}): grade into another folder with -o")
    return StoreError(f"{path} is damaged ({error}): move it away and grade again, and a new one will be made")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new database; refuse one that is not ours or newer than we know."""
    connection.execute("PRAGMA foreign_keys = ON")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == 0 and application == 0:
        connection.executescript(
            f"BEGIN; {SCHEMA} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
        )
    elif application != APPLICATION:
        raise StoreError(f"{path} is a database of another program: name another folder with -o")
    elif version > VERSION:
        raise StoreError(
            f"{path} was made by a newer grade-descent (schema {version}, this one knows {VERSION}): "
            "type  pip install --upgrade grade-descent"
        )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


# ---------------------------------------------------------------- reading without writing


def last_reports(path: Path) -> dict[str, str]:
    """The reports of the last complete run as JSON text, by student; changes nothing.

    StoreError where there is no such run.
    """
    if not path.is_file():
        raise StoreError(f"{path} is not there: grade a class first, with  grade run SUBMISSIONS -o OUT")
    query = (
        "SELECT student, report FROM results WHERE run = (SELECT max(id) FROM runs WHERE finished IS NOT NULL) "
        "ORDER BY student"
    )
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            reports = dict(connection.execute(query).fetchall())
    except sqlite3.Error as error:
        raise _failure(path, error) from error
    if not reports:
        raise StoreError(f"{path} holds no complete run: grade the class again")
    return reports


# ---------------------------------------------------------------- one writer at a time
