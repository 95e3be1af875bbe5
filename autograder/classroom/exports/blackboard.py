"""Blackboard: the grade centre's file to upload.

It is keyed by `Username`, and by the number of a column in "Title [Total Pts: 26 Score] |12345". What Blackboard itself
writes is UTF-16 with tabs, though its name ends in .xls; it is filled in as such.
"""

from __future__ import annotations

import re

from autograder.classroom.exports import gradebooks
from autograder.classroom.exports.grades import Exported, Grades
from autograder.classroom.tables import Table
from autograder.reports.safe import number


def _most(book: Table, place: int) -> tuple[int, float] | None:
    match = re.search(r"\[[^\]]*?: (?:up to )?(\d+(?:[.,]\d+)?)", book.heads[place])
    points = gradebooks.decimal(match[1]) if match else None
    return (1, points) if points else None


LAYOUT = gradebooks.Layout(
    platform="Blackboard",
    who={"Last Name": "name", "First Name": "name", "Username": "login", "Student ID": "id"},
    needed=["Username"],
    uploaded=["Username"],
    head=lambda column: f"{column.title} [Total Pts: {number(column.max_score)} Score]",
    title=lambda head: re.sub(r"( \[[^\]]*\])?( ?\|\d+)?$", "", head),
    most=_most,
)


def export(grades: Grades) -> Exported:
    """The file to upload."""
    exported = gradebooks.export(grades, LAYOUT, "blackboard.csv")
    if grades.book is not None:
        return exported
    said = "Blackboard knows a column by its number: fill in its own file with --gradebook, or make the columns by hand"
    return Exported(exported.files, (*exported.notes, said))
