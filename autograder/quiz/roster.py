"""Who gets a sheet: a list of students, a line for each, or a table of which one column names them."""

from __future__ import annotations

import csv
from pathlib import Path

from autograder.errors import UsageError

COLUMNS = ("student", "id", "username", "user", "login", "login id", "sis login id", "sis user id", "email", "name")
"""How the column is called that names students, the surest first."""


def students_of(file: Path) -> tuple[str, ...]:
    """The students that a file lists, each once, in its order; UsageError where there is none."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}): name the file that lists your students") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8: save it as UTF-8 and try again") from error
    rows = [row for row in csv.reader(text.splitlines(), _dialect(text)) if any(cell.strip() for cell in row)]
    rows = [row for row in rows if not row[0].startswith("#")]
    column, body = _column(rows)
    found = tuple(dict.fromkeys(row[column].strip() for row in body if len(row) > column and row[column].strip()))
    if not found:
        raise UsageError(f"{file} lists no student: write one on each line")
    return found


def _dialect(text: str) -> type[csv.Dialect]:
    class Rows(csv.excel):
        delimiter = next((sign for sign in "\t;," if sign in text.partition("\n")[0]), ",")

    return Rows


def _column(rows: list[list[str]]) -> tuple[int, list[list[str]]]:
    """The column that names students, and the rows below its heading; the first column where there is no heading."""
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    for name in COLUMNS:
        if name in heads:
            return heads.index(name), rows[1:]
    return 0, rows
