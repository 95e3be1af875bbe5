"""Canvas: the gradebook to import, and feedback under the names of the files that were downloaded.

Canvas finds students by `ID`, else by their SIS numbers, and assignments by the number in "Title (1234)", else by the
title; where there is none, it makes a new one. A row that begins with "Points Possible" says the points. Source:
Canvas's gradebook importer and exporter, which are open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.classroom.exports import gradebooks
from autograder.classroom.exports.feedback import of_canvas
from autograder.classroom.exports.grades import Column, Exported, Grades
from autograder.classroom.tables import Row, Table
from autograder.reports.safe import number

POSSIBLE = "Points Possible"
NAMES = ("LastName", "FirstName")
"""In the place of "Student", where somebody has chosen so."""
WHO = {
    "Student": "name",
    "ID": "platform_id",
    "SIS User ID": "id",
    "SIS Login ID": "login",
    "Section": "section",
}


def _most(book: Table, place: int) -> tuple[int, float] | None:
    row = next((row for row in book.rows if POSSIBLE in row.cells[0]), None)
    points = gradebooks.decimal(row.cells[place]) if row else None
    return (row.line, points) if row and points else None


def _lead(who: Sequence[str], columns: Sequence[Column]) -> Sequence[Sequence[str]]:
    return [[f"    {POSSIBLE}", *([""] * (len(who) - 1)), *(number(column.max_score) for column in columns)]]


def _is_person(row: Row) -> bool:
    return POSSIBLE not in row.cells[0] and bool("".join(row.cells[:3]).strip())


LAYOUT = gradebooks.Layout(
    platform="Canvas",
    who={**dict.fromkeys(NAMES, "name"), **WHO},
    needed=["ID"],
    uploaded=list(WHO),
    kept=NAMES,
    keeps_empty=True,
    head=lambda column: column.title,
    title=lambda head: re.sub(r" \(\d+\)$", "", head),
    most=_most,
    is_person=_is_person,
    lead=_lead,
)


def export(grades: Grades) -> Exported:
    """The gradebook, and feedback where it is wanted."""
    book = gradebooks.export(grades, LAYOUT, "canvas.csv")
    if not grades.feedback:
        return book
    feedback = of_canvas(gradebooks.numbered(grades, LAYOUT))
    return Exported({**book.files, **feedback.files}, (*book.notes, *feedback.notes))
