"""Erase a person from `results.db`: the one change to what is kept that there is, and it is logged."""

from __future__ import annotations

import getpass
import sqlite3

from autograder.classroom.packing import references, text_of

KEPT = (
    "results_are_kept",
    "sources_are_kept",
    "parts_are_kept",
    "adjustments_are_kept",
    "undone_are_kept",
    "extensions_are_kept",
)
"""The triggers that refuse to delete what belongs to a person."""


def erase(connection: sqlite3.Connection, student: str, time: str) -> bool:
    """Delete all that is kept of a student, within a transaction of the caller's.

    What was handed in goes unless somebody else handed in the same. The log says when and who did it, not whom it was.

    Returns:
        Whether anything was kept of somebody of that name.
    """
    known = "SELECT 1 FROM results WHERE student = :name UNION SELECT 1 FROM people WHERE student = :name LIMIT 1"
    if connection.execute(known, {"name": student}).fetchone() is None:
        return False
    connection.execute("PRAGMA secure_delete = ON")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    lifted = [(name, sql) for name, sql in triggers if name in KEPT]
    for name, _ in lifted:
        connection.execute(f"DROP TRIGGER {name}")
    results = connection.execute("DELETE FROM results WHERE student = ?", (student,)).rowcount
    connection.execute("DELETE FROM people WHERE student = ?", (student,))
    connection.execute("DELETE FROM extensions WHERE student = ?", (student,))
    of_person = "SELECT number FROM adjustments WHERE student = ?"
    connection.execute(f"DELETE FROM undone WHERE number IN ({of_person})", (student,))
    connection.execute("DELETE FROM adjustments WHERE student = ?", (student,))
    connection.execute("DELETE FROM sources WHERE digest NOT IN (SELECT source FROM results WHERE source NOTNULL)")
    _erase_parts(connection)
    for _, sql in lifted:
        connection.execute(sql)
    what = f"erased a person with {results} results"
    connection.execute("INSERT INTO log VALUES (?, ?, ?)", (time, who_is_here(), what))
    return True


def _erase_parts(connection: sqlite3.Connection) -> None:
    """Delete what only reports that are gone had in common."""
    kept = (row[0] for row in connection.execute("SELECT report FROM results WHERE report NOTNULL"))
    used = {digest for report in kept if isinstance(report, bytes) for digest in references(text_of(report))}
    known = {row[0] for row in connection.execute("SELECT digest FROM parts")}
    connection.executemany("DELETE FROM parts WHERE digest = ?", [(digest,) for digest in known - used])


def who_is_here() -> str:
    """The login of whoever runs this; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
