"""Corrections by hand as `results.db` keeps them: rows that are added, and taken back by another row, never changed."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.erase import who_is_here
from autograder.classroom.read_only import holds_runs, reading
from autograder.classroom.schema import FIRST_WITH_ADJUSTMENTS
from autograder.classroom.store import now
from autograder.errors import UsageError
from autograder.model.policy import Adjustment, Kind

COLUMNS = "number, student, what, kind, amount, why, who, time, found, basis"


@dataclass(frozen=True, slots=True)
class Wish:
    """A correction as somebody asks for it."""

    student: str
    on: str
    """An exercise, a unit, or nothing for the total."""
    kind: Kind
    amount: float
    why: str
    found: float
    basis: str
    who: str = ""
    """Empty for whoever runs this."""


def adjustments_in(path: Path) -> Mapping[str, tuple[Adjustment, ...]]:
    """The corrections that count, by student, in the order in which they were made; none where there is no database.

    StoreError where it cannot be read.
    """
    if not holds_runs(path):
        return {}
    with reading(path) as connection:
        return counting(connection)


def counting(connection: sqlite3.Connection) -> Mapping[str, tuple[Adjustment, ...]]:
    """The corrections that count, by student, as an open database has them."""
    if connection.execute("PRAGMA user_version").fetchone()[0] < FIRST_WITH_ADJUSTMENTS:
        return {}
    query = f"SELECT {COLUMNS} FROM adjustments WHERE number NOT IN (SELECT number FROM undone) ORDER BY number"
    found: dict[str, tuple[Adjustment, ...]] = {}
    for number, student, what, kind, amount, why, who, time, points, basis in connection.execute(query):
        points = math.nan if points is None else points
        one = Adjustment(number, student, what, Kind(kind), amount, why, who, time, points, basis)
        found[student] = (*found.get(student, ()), one)
    return found


def added(connection: sqlite3.Connection, wish: Wish) -> int:
    """Keep a correction, within a transaction of the caller's; its number."""
    who = wish.who or who_is_here()
    row = (wish.student, wish.on, wish.kind, wish.amount, wish.why, who, now(), wish.found, wish.basis)
    places = ", ".join("?" for _ in row)
    query = f"INSERT INTO adjustments ({COLUMNS.removeprefix('number, ')}) VALUES ({places})"
    number = connection.execute(query, row).lastrowid
    assert number is not None
    return number


def taken_back(connection: sqlite3.Connection, student: str, number: int) -> Adjustment:
    """Let a correction of a student count no more, within a transaction of the caller's.

    UsageError where there is none of that number that counts.
    """
    of_student = counting(connection).get(student, ())
    for one in of_student:
        if one.number == number:
            connection.execute("INSERT INTO undone VALUES (?, ?, ?)", (number, who_is_here(), now()))
            return one
    known = ", ".join(str(one.number) for one in of_student) or "none"
    raise UsageError(f"{student} has no adjustment {number}: there are {known}")
