"""A class for a terminal: a line for each student, and those whom nobody but the instructor can help."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from autograder.model import Report, Standing, Status
from autograder.model.report import NEEDS_YOU
from autograder.reports.console import laid_out, status_text
from autograder.reports.safe import clean, number, obeyed_by_none
from autograder.reports.wording import how_units_came_about, note, points

GAP = 3
"""Blanks between two columns, as they are between others in the table."""
EDGES = GAP + 2
"""Blanks in a line of the table, around its cells and between them."""
MOST_TOLD = 30
"""As many lines are shown of what became of points."""


def render_class(reports: Sequence[Report], *, width: int, color: bool, ascii_only: bool = False) -> str:
    """The class: a line for each student, then how many there are, their mean and their median."""
    table = Table(box=box.ASCII2 if ascii_only else box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("student", overflow="fold", ratio=1, min_width=8)
    heads = _unit_heads(reports, width)
    rows = [[*map(number, _scores(r) if heads else ()), points(r.score, r.max_score)] for r in reports]
    worst = list(map(_worst, reports))
    heads = [*heads, "points"]
    if ascii_only:
        for head in heads:
            table.add_column(head, justify="right", no_wrap=True)
        table.add_column("worst", no_wrap=True)
    else:  # where no lines part them all cells are one column, since rich takes a millisecond for a row of many
        widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
        table.add_column(_line(heads, widths, "worst"), no_wrap=True)
        rows, worst = [[]] * len(rows), [_line(row, widths, last) for row, last in zip(rows, worst, strict=True)]
    names = [clean(report.student) for report in reports]
    if names and not ascii_only and max(map(cell_len, names)) + max(map(len, worst)) <= width - EDGES:
        names, rows, worst = ["\n".join(names)], [[]], [Text("\n").join(worst)]  # and where each has one line, one row
    for name, row, last in zip(names, rows, worst, strict=True):
        table.add_row(name, *row, last)
    notes = [Text(_first_note(report)) for report in reports if report.notes and report.status not in NEEDS_YOU]
    told = [f"{r.student}: {sentence}" for r in reports for sentence in how_units_came_about(r)]
    notes += [Text(clean(sentence)) for sentence in told[:MOST_TOLD]]
    notes += (
        [Text(f"... and {len(told) - MOST_TOLD} more, in grades.csv and in the pages")] if len(told) > MOST_TOLD else []
    )
    return laid_out([table, *notes, *([Text()] if notes else []), Text(_statistics(reports))], width, color)


def _scores(report: Report) -> list[float]:
    return [unit.score for unit in report.units]


def _line(cells: Sequence[str], widths: Sequence[int], last: str | Text) -> Text:
    """The cells to the right of a student's name: numbers below each other, and a word."""
    numbers = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return Text((" " * GAP).join([*numbers, ""])).append(last)


def _worst(report: Report) -> Text:
    """The worst status of an exercise; where it is not graded, or nothing was handed in, that."""
    if report.status is Standing.GRADED:
        return status_text(min((e.status for e in report.exercises), key=list(Status).index))
    return Text(report.status, style="bold red" if report.status in NEEDS_YOU else "yellow")


def render_needs_you(reports: Sequence[Report]) -> str:
    """Those whom nobody but the instructor can help, each with the reason; nothing where there are none."""
    lines = [f"{clean(r.student)}: {clean(note(r))}" for r in reports if r.status in NEEDS_YOU]
    return obeyed_by_none("\n".join([f"needs you: {len(lines)}", *lines, ""])) if lines else ""


ROOM_FOR_OTHERS = 50
"""What a student's name, the points and the worst status take, with the space between them."""


def _unit_heads(reports: Sequence[Report], width: int) -> list[str]:
    """Heads for the units' columns: their names, their numbers where names do not fit, or no columns at all."""
    names = [unit.name for unit in reports[0].units] if reports else []
    for heads in (names, [name.partition("_")[0] for name in names]):
        if sum(max(len(head), len("100.5")) + 2 for head in heads) <= width - ROOM_FOR_OTHERS:
            return heads
    return []


def _first_note(report: Report) -> str:
    """What is to be said of a submission as a whole, in a line; the student's page says all."""
    more = f" (and {len(report.notes) - 1} more)" if len(report.notes) > 1 else ""
    return f"{clean(report.student)}: {clean(report.notes[0])}{more}"


def _statistics(reports: Sequence[Report]) -> str:
    scores = [report.score for report in reports if not math.isnan(report.score)]
    if not scores:
        return "No grades."
    mean, median = round(statistics.fmean(scores), 1), statistics.median(scores)
    return f"{len(reports)} students; mean {number(mean)}, median {number(median)}; isolation {reports[0].isolation}"
