"""Names that stand for students where nobody is to know whose work it is: the same for a person in one results folder.

They are made with a secret that stands in `results.db` and nowhere else; without it a name cannot be tried out.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.classroom.read_only import reading
from autograder.classroom.schema import FIRST_WITH_ADJUSTMENTS
from autograder.classroom.store import Store
from autograder.model import Report

SECRET = "pseudonyms"
LETTERS = 8
"""Two of a million students have the same name once in a million times."""


def secret_of(store: Store) -> bytes:
    """The secret of a results folder, made where there is none."""
    return store.change(_secret)


def _secret(connection: sqlite3.Connection) -> bytes:
    connection.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (SECRET, secrets.token_bytes(32)))
    return _kept(connection)


def kept_secret(path: Path) -> bytes:
    """The secret of a results folder; empty where there is none. Changes nothing."""
    with reading(path) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] < FIRST_WITH_ADJUSTMENTS:
            return b""
        return _kept(connection)


def _kept(connection: sqlite3.Connection) -> bytes:
    row = connection.execute("SELECT value FROM secrets WHERE name = ?", (SECRET,)).fetchone()
    return bytes(row[0]) if row else b""


def pseudonyms(students: Iterable[str], secret: bytes) -> Mapping[str, str]:
    """Student -> the name that stands for them: "student-k3vq7hzd"."""
    return {student: f"student-{_letters(student, secret)}" for student in students}


def _letters(student: str, secret: bytes) -> str:
    digest = hmac.digest(secret, student.encode("utf-8", "surrogatepass"), "sha256")
    return base64.b32encode(digest).decode("ascii").lower()[:LETTERS]


def anonymous(report: Report, pseudonym: str) -> Report:
    """A report without the student's name, also in what was said of the submission and in what the code printed."""
    name = re.compile(rf"(?<!\w){re.escape(report.student)}(?!\w)", re.IGNORECASE)
    return replace(
        report,
        student=pseudonym,
        notes=tuple(name.sub(pseudonym, note) for note in report.notes),
        repairs=tuple(replace(one, message=name.sub(pseudonym, one.message)) for one in report.repairs),
        output=name.sub(pseudonym, report.output),
        adjustments=tuple({**made, "why": name.sub(pseudonym, str(made["why"]))} for made in report.adjustments),
    )
