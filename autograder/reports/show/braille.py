"""A curve in a few lines of a terminal: dots of braille, eight to a sign, or stars where the encoding has none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

ROWS, COLUMNS = 4, 48
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a sign, by its row and column."""
BLANK = 0x2800


def drawn(curve: Sequence[tuple[float, float]], *, ascii_only: bool = False) -> list[str]:
    """The lines of a picture of a function given at rising places; none where there are fewer than two."""
    if len(curve) < 2:
        return []
    high, wide = (ROWS, COLUMNS) if ascii_only else (4 * ROWS, 2 * COLUMNS)
    (left, _), (right, _) = curve[0], curve[-1]
    values = [value for _, value in curve]
    low, size = min(values), max(values) - min(values) or 1.0
    cells: dict[tuple[int, int], int] = {}
    for place, value in _filled(curve, wide):
        row = high - 1 - round((value - low) / size * (high - 1))
        column = min(wide - 1, round((place - left) / (right - left) * (wide - 1)))
        at = (row, column) if ascii_only else (row // 4, column // 2)
        cells[at] = cells.get(at, 0) | (1 if ascii_only else DOTS[row % 4][column % 2])
    return [
        "".join(_sign(cells.get((row, column), 0), ascii_only=ascii_only) for column in range(COLUMNS)).rstrip()
        for row in range(ROWS)
    ]


def _sign(dots: int, *, ascii_only: bool) -> str:
    if not dots:
        return " "
    return "*" if ascii_only else chr(BLANK + dots)


def _filled(curve: Sequence[tuple[float, float]], wide: int) -> list[tuple[float, float]]:
    """The points of the curve, where there are fewer than columns with those between them on straight lines."""
    between = max(1, wide // len(curve))
    return [
        (a + (c - a) * part / between, b + (d - b) * part / between)
        for (a, b), (c, d) in pairwise(curve)
        for part in range(between)
    ] + [curve[-1]]
