"""The tables of `results.db` in each version of their schema, and what SQLite's refusals mean."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from autograder.classroom.packing import DamagedError
from autograder.errors import StoreError, StoreInUseError

VERSION = 6
FIRST_WITH_SOURCES = 3
FIRST_WITH_ADJUSTMENTS = 4
FIRST_WITH_PARTS = 5
FIRST_WITH_EXTENSIONS = 6
APPLICATION = 0x47724465
"""Marks the file as ours ("GrDe")."""

RUNS = """
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
CREATE TRIGGER runs_stay
    BEFORE UPDATE OF id, started, settings, versions, course, course_digest, key_digest, seed, isolation ON runs
    BEGIN SELECT RAISE(ABORT, 'runs are never changed'); END;
CREATE TRIGGER runs_end_once BEFORE UPDATE OF finished ON runs WHEN OLD.finished IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'this run has ended already'); END;
CREATE TRIGGER runs_are_kept BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'runs are never deleted'); END;
"""
RESULTS = """
CREATE TABLE results (
    run INTEGER NOT NULL REFERENCES runs(id),
    student TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    report TEXT,
    graded_in INTEGER NOT NULL REFERENCES runs(id),
    reusable INTEGER NOT NULL,
    PRIMARY KEY (run, student)
);
CREATE INDEX results_by_fingerprint ON results(student, fingerprint);
CREATE TRIGGER results_stay BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'results are never changed'); END;
CREATE TRIGGER results_are_kept BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, 'results are never deleted'); END;
"""
ADDED_BY_3 = """
ALTER TABLE results ADD COLUMN source TEXT;
ALTER TABLE results ADD COLUMN origin TEXT;
CREATE TABLE sources (digest TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TRIGGER sources_stay BEFORE UPDATE ON sources BEGIN SELECT RAISE(ABORT, 'sources are never changed'); END;
CREATE TRIGGER sources_are_kept BEFORE DELETE ON sources BEGIN SELECT RAISE(ABORT, 'sources are never deleted'); END;
CREATE TABLE people (number INTEGER PRIMARY KEY, student TEXT NOT NULL, person TEXT NOT NULL);
CREATE TABLE log (time TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL);
CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is never deleted'); END;
"""
"""What makes a database of version 2 one of version 3."""
ADDED_BY_4 = """
CREATE TABLE adjustments (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    student TEXT NOT NULL,
    what TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount REAL NOT NULL,
    why TEXT NOT NULL,
    who TEXT NOT NULL,
    time TEXT NOT NULL,
    found REAL,
    basis TEXT NOT NULL
);
CREATE TRIGGER adjustments_stay BEFORE UPDATE ON adjustments
    BEGIN SELECT RAISE(ABORT, 'adjustments are never changed'); END;
CREATE TRIGGER adjustments_are_kept BEFORE DELETE ON adjustments
    BEGIN SELECT RAISE(ABORT, 'adjustments are never deleted'); END;
CREATE TABLE undone (
    number INTEGER PRIMARY KEY REFERENCES adjustments(number),
    who TEXT NOT NULL,
    time TEXT NOT NULL
);
CREATE TRIGGER undone_are_kept BEFORE DELETE ON undone BEGIN SELECT RAISE(ABORT, 'what is undone stays so'); END;
CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
"""What makes a database of version 3 one of version 4."""
ADDED_BY_5 = """
ALTER TABLE results ADD COLUMN look TEXT;
DROP INDEX results_by_fingerprint;
CREATE INDEX results_by_fingerprint ON results(fingerprint, student);
CREATE INDEX results_by_look ON results(look);
CREATE TABLE parts (digest TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE TRIGGER parts_are_kept BEFORE DELETE ON parts BEGIN SELECT RAISE(ABORT, 'parts are never deleted'); END;
CREATE TABLE handed_out (number INTEGER PRIMARY KEY, content BLOB NOT NULL UNIQUE);
CREATE TRIGGER handed_out_stays BEFORE UPDATE ON handed_out
    BEGIN SELECT RAISE(ABORT, 'what was handed out is never changed'); END;
CREATE TRIGGER handed_out_is_kept BEFORE DELETE ON handed_out
    BEGIN SELECT RAISE(ABORT, 'what was handed out is never deleted'); END;
ALTER TABLE sources ADD COLUMN forms TEXT;
"""
"""What makes a database of version 4 one of version 5."""
ADDED_BY_6 = """
CREATE TABLE extensions (
    run INTEGER NOT NULL REFERENCES runs(id),
    student TEXT NOT NULL,
    unit TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (run, student, unit)
) WITHOUT ROWID;
CREATE TRIGGER extensions_stay BEFORE UPDATE ON extensions
    BEGIN SELECT RAISE(ABORT, 'extensions of a run are never changed'); END;
CREATE TRIGGER extensions_are_kept BEFORE DELETE ON extensions
    BEGIN SELECT RAISE(ABORT, 'extensions of a run are never deleted'); END;
"""
"""What makes a database of version 5 one of version 6."""
FROM_1 = f"""
DROP TRIGGER results_stay;
DROP TRIGGER results_are_kept;
DROP INDEX results_by_fingerprint;
ALTER TABLE results RENAME TO earlier;
{RESULTS}
INSERT INTO results
    SELECT r.run, r.student, r.fingerprint, CASE WHEN g.report = r.report THEN NULL ELSE r.report END,
           r.graded_in, r.reusable
    FROM earlier r LEFT JOIN earlier g ON g.run = r.graded_in AND g.run <> r.run AND g.student = r.student
    ORDER BY r.run;
DROP TABLE earlier;
"""
"""What makes a database of version 1 one of version 2."""
WITH_REPORTS = """
SELECT r.run, r.student, r.fingerprint, coalesce(r.report, g.report) AS report, r.graded_in, r.reusable
FROM results r LEFT JOIN results g ON g.run = r.graded_in AND g.student = r.student
"""
"""The results as each version of the schema means them, every one with its report."""


def is_in_use(error: Exception) -> bool:
    """Whether another program has the database for itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def failure(path: Path, error: sqlite3.Error | DamagedError) -> StoreError:
    """The sentence for what SQLite reports, or for what is kept and cannot be read."""
    if is_in_use(error):
        return StoreInUseError(f"{path} is in use by another program: close what uses it, and type the same again")
    if isinstance(error, sqlite3.OperationalError):
        return StoreError(f"{path} cannot be used ({error}): see that its folder can be written and the disk has room")
    if isinstance(error, sqlite3.IntegrityError):
        return StoreError(f"{path} refused a change to its results ({error}): grade into another folder with -o")
    return StoreError(f"{path} is damaged ({error}): move it away and grade again, and a new one will be made")


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a database's schema, 0 for an empty one; StoreError where it is not ours or newer than we know."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == 0 and application == 0:
        return 0
    if application != APPLICATION:
        raise StoreError(
            f"{path} is a database of another program: name the folder that grade run wrote, or grade into "
            "another with -o"
        )
    if version > VERSION:
        raise StoreError(
            f"{path} was made by a newer grade-descent (schema {version}, this one knows {VERSION}): "
            "type  pip install --upgrade grade-descent"
        )
    return version


def read_leniently(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Have damaged text come as text that means nothing: it costs what it belongs to, and not the whole database."""
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    return connection


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new database, and bring those of an earlier version up to date."""
    read_leniently(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # a journal that is deleted, and every write waited for: it works on all disks, network drives among them, and what
    # was committed outlasts a loss of power, but for the last result where the deletion itself was not yet on the disk
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    version = version_of(connection, path)
    if version == 0:
        connection.execute("PRAGMA page_size = 1024")  # what is kept of a student takes few of these, and parts of none
        connection.executescript(
            f"BEGIN; {RUNS} {RESULTS} {ADDED_BY_3} {ADDED_BY_4} {ADDED_BY_5} {ADDED_BY_6} "
            f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
        )
    elif version < VERSION:
        steps = " ".join(
            {1: FROM_1, 2: ADDED_BY_3, 3: ADDED_BY_4, 4: ADDED_BY_5, 5: ADDED_BY_6}[step]
            for step in range(version, VERSION)
        )
        connection.executescript(f"BEGIN; {steps} PRAGMA user_version = {VERSION}; COMMIT;")


def open_to_read(path: Path, patience: float) -> sqlite3.Connection:
    """A connection that changes nothing but what a killed grader has left half written, which is undone.

    Where another program does not let go of the lock, none is asked for.
    """
    address = path.resolve().as_uri()
    to_read = f"{address}?mode=ro"
    try:
        return _opened(to_read, patience)
    except sqlite3.Error as error:
        if is_in_use(error):
            return read_leniently(sqlite3.connect(f"{address}?immutable=1", uri=True))
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
    _opened(f"{address}?mode=rw", patience).close()  # only who may write can undo; SQLite does so when it opens it
    return _opened(to_read, patience)


def _opened(address: str, patience: float) -> sqlite3.Connection:
    """A connection that has read something already; closed where that fails."""
    connection = sqlite3.connect(address, patience, uri=True)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return read_leniently(connection)
