"""Small pictures of curves for a terminal: a few lines of braille, or of plain signs where those cannot be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

ROWS, COLUMNS = 4, 30
BLANK = 0x2800
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The dots of a braille sign, by column and row."""


def drawn(
    values: Sequence[float], low: float, high: float, *, ascii_only: bool, rows: int = ROWS, columns: int = COLUMNS
) -> list[str]:
    """A curve as lines of text, between the values at the bottom and at the top of the picture."""
    wide, tall = (1, 1) if ascii_only else (2, 4)
    cells = set(_cells(values, low, high, columns * wide, rows * tall))
    sign = _plain if ascii_only else _braille
    lines = ["".join(sign(cells, row, column) for column in range(columns)) for row in range(rows)]
    return [line.rstrip(f" {chr(BLANK)}") for line in lines]


def _plain(cells: set[tuple[int, int]], row: int, column: int) -> str:
    return "*" if (row, column) in cells else " "


def _braille(cells: set[tuple[int, int]], row: int, column: int) -> str:
    dots = (
        dot
        for x, of_column in enumerate(DOTS)
        for y, dot in enumerate(of_column)
        if (4 * row + y, 2 * column + x) in cells
    )
    return chr(BLANK + sum(dots))


def _cells(values: Sequence[float], low: float, high: float, wide: int, tall: int) -> Iterator[tuple[int, int]]:
    """The rows (from the top) and columns that a curve passes, without gaps."""
    height = high - low or 1.0
    before: int | None = None
    for column in range(wide):
        at = column * (len(values) - 1) / max(wide - 1, 1)
        left = int(at)
        right = min(left + 1, len(values) - 1)
        value = values[left] + (values[right] - values[left]) * (at - left)
        row = min(tall - 1, max(0, round((high - value) / height * (tall - 1))))
        first, last = (row, row) if before is None else (min(row, before), max(row, before))
        yield from ((between, column) for between in range(first, last + 1) if between == row or first < between < last)
        before = row
