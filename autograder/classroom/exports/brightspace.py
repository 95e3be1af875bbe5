"""Brightspace: the file of grades to import.

It holds `OrgDefinedId` or `Username`, a column "Title Points Grade" for each grade, and an `End-of-Line Indicator`; an
export of Brightspace's own says more in a head: "Title Points Grade <Numeric MaxPoints:26>". Numbers begin with a #.
"""

from __future__ import annotations

import re

from autograder.classroom.exports import gradebooks
from autograder.classroom.exports.grades import Exported, Grades
from autograder.classroom.tables import Table


def _most(book: Table, place: int) -> tuple[int, float] | None:
    match = re.search(r"MaxPoints:(\d+(?:[.,]\d+)?)", book.heads[place])
    points = gradebooks.decimal(match[1]) if match else None
    return (1, points) if points is not None else None


LAYOUT = gradebooks.Layout(
    platform="Brightspace",
    who={"OrgDefinedId": "id", "Username": "login", "Last Name": "name", "First Name": "name", "Email": "email"},
    needed=["OrgDefinedId", "Username"],
    uploaded=["OrgDefinedId", "Username"],
    head=lambda column: f"{column.title} Points Grade",
    title=lambda head: re.sub(r" Points Grade( <.*>)?$", "", head),
    most=_most,
    last=("End-of-Line Indicator", "#"),
)


def export(grades: Grades) -> Exported:
    """The file of grades to import."""
    return gradebooks.export(grades, LAYOUT, "brightspace.csv")
