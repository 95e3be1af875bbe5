"""`results.db` read without changing anything, also while another program has it for itself."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from autograder.classroom.packing import DamagedError
from autograder.classroom.schema import FIRST_WITH_SOURCES, failure, open_to_read, version_of
from autograder.errors import StoreError
from autograder.model import IsolationLevel

PATIENCE = 5.0
"""Seconds that another program may have the database for itself."""


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The database in a way that changes nothing, also while another program has it for itself.

    StoreError where it is not there, or what is asked of it cannot be read.
    """
    if not path.is_file():
        raise StoreError(f"{path} is not there: grade a class first, with  grade run SUBMISSIONS -o OUT")
    with failures(path), contextlib.closing(open_to_read(path, PATIENCE)) as connection:
        if version_of(connection, path) == 0:
            raise StoreError(f"{path} is empty: grade a class first, with  grade run SUBMISSIONS -o OUT")
        yield connection


def holds_runs(path: Path) -> bool:
    """Whether there is a database with something in it; tables that a killed grader had only begun are nothing."""
    if path.with_name(f"{path.name}-journal").exists():
        with contextlib.suppress(sqlite3.Error):  # whoever reads it says what it is
            open_to_read(path, patience=0).close()
    return path.is_file() and path.stat().st_size > 0


def last_seed(path: Path) -> int | None:
    """The seed of the last run, complete or not; None where there is none. Changes nothing."""
    if not holds_runs(path):
        return None
    with reading(path) as connection:
        row = connection.execute("SELECT seed FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else None


def last_level(path: Path) -> IsolationLevel | None:
    """The level of isolation of the last run, complete or not; None where there is none. Changes nothing."""
    with reading(path) as connection:
        row = connection.execute("SELECT isolation FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return IsolationLevel(row[0]) if row else None


def people_in(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Student and person, as JSON, of everybody on the last roster; nobody where the database knows no roster."""
    if connection.execute("PRAGMA user_version").fetchone()[0] < FIRST_WITH_SOURCES:
        return []
    return connection.execute("SELECT student, person FROM people ORDER BY number").fetchall()


@contextlib.contextmanager
def failures(path: Path) -> Iterator[None]:
    """Say as a StoreError what SQLite could not do in the block."""
    try:
        yield
    except (sqlite3.Error, DamagedError) as error:
        raise failure(path, error) from error
