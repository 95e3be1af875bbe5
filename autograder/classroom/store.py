"""`results.db`: every run ever made, never changed afterwards but to erase a person.

    runs(id, started, finished, settings, versions, course, course_digest, key_digest, seed, isolation)
        one row for each `grade run`; `finished` is empty until its end, so an interrupted run can be told
    results(run, student, fingerprint, report, graded_in, reusable)
        one row for each student of a run: the report, what it depends on (the fingerprint), and the run in which it was
        really graded; where that is an earlier one, because nothing had changed, the report stands there and is empty
        here, so that a run that changes nothing takes little room; `source` names what was handed in, `origin` is what
        the platform says of it, as JSON, and `look` names all that lay there byte by byte, and what it was graded with
    parts(digest, content)
        what reports say of exercises that passed, each once; reports name them (`packing.py`)
    sources(digest, content, forms)
        what was handed in as JSON, once: the evidence in a dispute; and by what it is told whether two are alike
    handed_out(number, content)
        what everybody was handed out of a unit, so that of sources only the rest takes room
    people(number, student, person)
        everybody of the last roster, as JSON; `student` is empty for those who have handed in nothing yet
    log(time, who, what)
        who erased a person, and when; it does not say whom
    adjustments(number, student, what, kind, amount, why, who, time, found, basis), undone(number, who, time)
        corrections by hand (`adjustments.py`), and which of them were taken back
    extensions(run, student, unit, until)
        until when the roster of a run let somebody hand in a unit
    secrets(name, value)
        what pseudonyms are made with

A submission's row is written in one transaction: whole or not at all, also when the grader is killed. Only one grader
writes at a time; others may read. Triggers refuse every change but one: `finished` is filled in once.
Reports and sources are compressed, each with a checksum: damage that SQLite does not see is seen when it is read.
`PRAGMA user_version` is the version of this schema. In version 1 every row had a report; versions 1 and 2 kept no
source, origin, people or log; version 3 no adjustments and secrets; version 4 no parts, and all texts as they are. Such
a database is brought up to date when a grader opens it for writing.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from autograder.classroom.erase import erase
from autograder.classroom.lock import take_lock
from autograder.classroom.packing import Packed, compressed, in_pieces, packed, references
from autograder.classroom.read_only import PATIENCE, failures
from autograder.classroom.schema import WITH_REPORTS, failure, prepare
from autograder.classroom.stored import (
    RunInfo,
    Seen,
    Source,
    StoredResult,
    StoredRun,
    damaged_parts,
    find,
    find_same,
    seen,
    stored_run,
    whole,
)
from autograder.errors import StoreError

__all__ = ["RunInfo", "Source", "Store", "StoredResult", "now"]
Changed = TypeVar("Changed")
MOST_IN_COMMON = 32_000
"""Characters that compression can look back on."""
KEEP_PART = """
INSERT INTO parts VALUES (?, ?) ON CONFLICT(digest) DO UPDATE SET content = excluded.content
WHERE content <> excluded.content
"""
"""A part that is there, and has been damaged, is mended."""
KEEP_AGAIN = """
INSERT INTO results SELECT ?, student, fingerprint, NULL, graded_in, reusable, source, origin, look
FROM results WHERE student = ? AND run = ?
"""


class Store:
    """The results of one output folder. Use as `with Store.open(path) as store:`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, lock: int) -> None:
        self._connection = connection
        self._path = path
        self._lock = lock
        self._kept_parts: set[str] = set()
        self._damaged_parts: frozenset[str] | None = None
        self._handed_out: Mapping[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._common: dict[int, bytes] = {}

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
            raise StoreError(
                f"{path} cannot be used ({error.strerror}): see that you may write there, or grade into "
                "another folder with -o"
            ) from error
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
        report: str | Packed,
        *,
        graded_in: int | None = None,
        reusable: bool = True,
        source: Source | None = None,
        look: str | None = None,
    ) -> None:
        """Keep one student's report, whole or not at all; one that was graded in an earlier run is there already."""
        is_there = graded_in is not None and graded_in != run
        kept = packed(report) if isinstance(report, str) else report
        digest, origin = (source.digest, source.origin) if source else (None, None)
        own = None if is_there else compressed(kept.own)
        row = (run, student, fingerprint, own, run if graded_in is None else graded_in, reusable, digest, origin, look)
        new = {} if is_there else {d: part for d, part in kept.parts.items() if d not in self._kept_parts}
        with self._transaction():
            if source:
                self._keep_source(source)
            self._connection.executemany(KEEP_PART, [(d, compressed(part)) for d, part in new.items()])
            self._connection.execute("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._kept_parts.update(new)

    def _keep_source(self, source: Source) -> None:
        if self._connection.execute("SELECT 1 FROM sources WHERE digest = ?", (source.digest,)).fetchone():
            return
        pieces = source.pieces or (("", source.content),)
        numbered = [(self._number_of(unit), text) for unit, text in pieces]
        row = (source.digest, in_pieces(numbered, self._common), source.forms)
        self._connection.execute("INSERT INTO sources (digest, content, forms) VALUES (?, ?, ?)", row)

    def _number_of(self, unit: str) -> int:
        """The number of what was handed out of a unit, kept where it is new; 0 where that is not known."""
        text = self._handed_out.get(unit)
        if text is None:
            return 0
        number = self._numbers.get(unit, 0)
        if not number:
            content = compressed(text)
            self._connection.execute("INSERT OR IGNORE INTO handed_out (content) VALUES (?)", (content,))
            row = self._connection.execute("SELECT number FROM handed_out WHERE content = ?", (content,)).fetchone()
            number = self._numbers[unit] = row[0]
            self._common[number] = text.encode("utf-8", "surrogatepass")
        return number

    def save_again(self, run: int, seen: Sequence[tuple[str, int]]) -> None:
        """Keep the results of students once more, each as it is in an earlier run; all of them or none.

        Args:
            run: the run that they are kept in.
            seen: each student with that earlier run.
        """
        with self._transaction():
            self._connection.executemany(KEEP_AGAIN, [(run, student, earlier) for student, earlier in seen])

    def know_what_was_handed_out(self, texts: Mapping[str, str]) -> None:
        """By unit what everybody was handed out, so that of what comes back only the rest takes room."""
        self._handed_out = {unit: text[-MOST_IN_COMMON:] for unit, text in texts.items() if text}

    def know(self, people: Sequence[tuple[str, str]]) -> None:
        """Keep who is who, student and person as JSON, in the place of what was known before."""
        with self._transaction():
            self._connection.execute("DELETE FROM people")
            self._connection.executemany("INSERT INTO people (student, person) VALUES (?, ?)", people)

    def forget(self, student: str) -> bool:
        """Erase a person: results, what was handed in, and who it is. Whether there was anybody of that name."""
        with self._transaction():
            found = erase(self._connection, student, now())
        with failures(self._path):
            if found:
                self._connection.execute("VACUUM")  # what is deleted would still stand in the file
        return found

    def change(self, change: Callable[[sqlite3.Connection], Changed]) -> Changed:
        """Carry out a change whole or not at all, and give what it gives."""
        with self._transaction():
            return change(self._connection)

    def finish(self, run: int, extensions: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Mark a run as complete; `extensions` are by student and unit until when each may be handed in."""
        given = [(run, student, *one) for student, some in (extensions or {}).items() for one in some.items()]
        with self._transaction():
            self._connection.executemany("INSERT INTO extensions VALUES (?, ?, ?, ?)", given)
            self._connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (now(), run))

    # ------------------------------------------------------------ reading

    def find(self, student: str, fingerprint: str) -> StoredResult | None:
        """The latest result of a student that depends on the same things, if it may be used again."""
        with failures(self._path):
            return find(self._connection, student, fingerprint)

    def find_same(self, fingerprint: str) -> Packed | None:
        """The latest report on anybody that depends on the same things, in what it is kept as."""
        with failures(self._path):
            return find_same(self._connection, fingerprint)

    def seen(self, student: str, look: str) -> Seen | None:
        """The latest result of a student to whom just the same belonged, if it may be used again."""
        with failures(self._path):
            if self._damaged_parts is None:
                self._damaged_parts = damaged_parts(self._connection)
            found = seen(self._connection, student, look)
        if found and self._damaged_parts.intersection(references(found.own)):
            return replace(found, own="")
        return found

    def reports(self, run: int) -> dict[str, str]:
        """The reports of a run as JSON text, by student."""
        query = f"SELECT student, report FROM ({WITH_REPORTS}) WHERE run = ? ORDER BY student"
        with failures(self._path):
            rows = self._connection.execute(query, (run,)).fetchall()
            return {student: whole(self._connection, report) for student, report in rows}

    def runs(self) -> tuple[StoredRun, ...]:
        """Every run, the oldest first."""
        with failures(self._path):
            rows = self._connection.execute("SELECT * FROM runs ORDER BY id").fetchall()
        return tuple(map(stored_run, rows))

    # ------------------------------------------------------------ sqlite

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of the block or nothing of it; StoreError where it could not be kept."""
        with failures(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                # a full disk ends the transaction by itself, other failures leave it open
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


def now() -> str:
    """The time as the database keeps it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
