"""Tables that people and platforms make: comma-separated values, read so that an error names the row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.reports.safe import clean

SEPARATORS = ",;\t"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""With which the files of spreadsheets begin: .xlsx and .ods, and .xls."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, and the line of the file on which it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file with a row of heads; every row has as many cells as there are heads."""

    name: str
    """The file's, for errors."""
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\r\n"

    def wrong(self, row: int, why: str) -> UsageError:
        """The error for what is wrong with a row of the file."""
        return UsageError(f"{self.name}, row {row}: {why}")

    def written(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Other rows as a file of the same form."""
        return written(heads, rows, separator=self.separator, encoding=self.encoding, line_end=self.line_end)


def written(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    line_end: str = "\r\n",
) -> bytes:
    """Rows as a file of separated values, quoted where that is needed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode(encoding, "backslashreplace")


def read_table(path: Path, *, utf_16: bool = False) -> Table:
    """The table that a file holds.

    Args:
        path: the file; UTF-8, with commas, semicolons or tabs between the cells.
        utf_16: whether UTF-16 with its mark is read too, as one platform writes it.

    Raises:
        UsageError: it cannot be read, or a row of it, which is then named.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): see that the name is right") from error
    text, encoding = _decoded(data, path, utf_16=utf_16)
    line_end = "\r\n" if "\r\n" in text else "\n"
    separator = _separator(text)
    rows = list(_rows(path, text, separator))
    if not rows:
        raise UsageError(f"{path}, row 1: the file is empty: the first row must say what the columns are")
    heads = tuple(cell.strip() for cell in rows[0].cells)
    table = Table(str(path), heads, (), separator, encoding, line_end)
    return Table(str(path), heads, tuple(_full(table, row) for row in rows[1:]), separator, encoding, line_end)


def _decoded(data: bytes, path: Path, *, utf_16: bool) -> tuple[str, str]:
    """The text, and the encoding in which it is to be written again."""
    if data.startswith(_WORKBOOKS):
        raise UsageError(f"{path}, row 1: the file is a spreadsheet's own, not a table as text: save it as CSV UTF-8")
    if data.startswith(_UTF_16):
        if not utf_16:
            raise UsageError(f"{path}, row 1: the file is UTF-16, not UTF-8: save it as CSV UTF-8 and try again")
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise UsageError(f"{path}, row 1: the file is cut or damaged ({error.reason}): download it again") from None
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        line = error.object[: error.start].rpartition(b"\n")[2] + error.object[error.start : error.start + 1]
        shown = clean(line[-30:].decode("latin-1"))
        raise UsageError(f'{path}, row {row}: "{shown}" is not UTF-8: save it as CSV UTF-8 and try again') from None


def _separator(text: str) -> str:
    """What stands between the heads."""
    line = text.partition("\n")[0]
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader([line], delimiter=sign), ())))


def _rows(path: Path, text: str, separator: str) -> Iterable[Row]:
    """Each row that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}, row {line}: it is no row of a table ({error}): see its quotation marks") from None


def _full(table: Table, row: Row) -> Row:
    """The row with as many cells as there are heads: spreadsheets leave out empty ones at the end."""
    more = len(row.cells) - len(table.heads)
    if any(cell.strip() for cell in row.cells[len(table.heads) :]):
        raise table.wrong(row.line, f"it has {len(row.cells)} cells, and there are {len(table.heads)} heads above")
    return Row(row.line, (*row.cells, *([""] * -more))[: len(table.heads)])
