"""A picture in a terminal: signs in a grid, with the numbers that the axes begin and end at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.model import Picture
from autograder.model.display import number_text
from autograder.model.picture import Points
from autograder.reports.pictures import followed
from autograder.reports.sentences import IN_ENGLISH
from autograder.texts import Texts

ROWS = 7
MOST_COLUMNS = 60
MARGIN = 10
"""Columns for the numbers beside the axis that goes up."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What lines are drawn with."""

    right: str
    own: str
    both: str
    upright: str
    corner: str
    level: str


PLAIN = Signs("o", "x", "*", "|", "+", "-")
DRAWN = Signs("●", "x", "◉", "│", "└", "─")


def plotted(picture: Picture, width: int, texts: Texts = IN_ENGLISH, *, ascii_only: bool = False) -> str:
    """The picture as lines of at most `width` columns, and below them what each sign stands for."""
    signs = PLAIN if ascii_only else DRAWN
    columns = max(10, min(width - MARGIN - 1, MOST_COLUMNS))
    own = followed(picture.right, picture.own) if picture.parts is not None else ()
    everything = [*picture.right, *own]
    x, y = _ends([point[0] for point in everything]), _ends([point[1] for point in everything])
    right, mine = _cells(picture.right, x, y, columns), _cells(own, x, y, columns)
    lines = []
    for row in range(ROWS):
        number = {0: y[1], ROWS - 1: y[0]}.get(row)
        label = "" if number is None else number_text(number, 3)
        cells = "".join(_sign((row, column), right, mine, signs) for column in range(columns))
        lines.append(f"{label:>{MARGIN - 1}} {signs.upright}{cells}".rstrip())
    ends = number_text(x[0], 3), number_text(x[1], 3)
    lines.append(f"{'':>{MARGIN}}{signs.corner}{signs.level * columns}")
    lines.append(
        f"{'':>{MARGIN + 1}}{ends[0]}{texts.of(picture.across):^{columns - len(ends[0]) - len(ends[1])}}{ends[1]}"
    )
    return "\n".join([f"{texts.of(picture.up):>{MARGIN - 1}}", *lines, _legend(picture, signs, texts)])


def _legend(picture: Picture, signs: Signs, texts: Texts) -> str:
    if picture.parts is None:
        return f"{'':>{MARGIN}} {signs.right} {texts('yours-and-right' if picture.own else 'right')}"
    first = picture.own[picture.parts][0]
    apart = texts("part-at", across=picture.across, number=number_text(first, 4))
    shown = ((signs.right, "right"), (signs.own, "yours"), (signs.both, "both"))
    return f"{'':>{MARGIN}} {'   '.join([*(f'{sign} {texts(id_)}' for sign, id_ in shown), apart])}"


def _sign(cell: tuple[int, int], right: set[tuple[int, int]], own: set[tuple[int, int]], signs: Signs) -> str:
    match (cell in right, cell in own):
        case (True, True):
            return signs.both
        case (True, False):
            return signs.right
        case (False, True):
            return signs.own
    return " "


def _cells(points: Points, x: tuple[float, float], y: tuple[float, float], columns: int) -> set[tuple[int, int]]:
    """The row and column of each point, rows counted from the top."""
    return {(ROWS - 1 - _share(up, y, ROWS), _share(across, x, columns)) for across, up in points}


def _share(value: float, ends: tuple[float, float], places: int) -> int:
    return round((value - ends[0]) / (ends[1] - ends[0]) * (places - 1))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1.0, high + 1.0)
