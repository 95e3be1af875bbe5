"""Moodle: an assignment's grading worksheet filled in, or a file for the gradebook's import; and pages as feedback.

The worksheet is in the teacher's language, so its columns are known by where they stand: `Identifier` is first, with
cells such as "Participant 1000234", and the grade stands before the maximum grade, which is one number in all rows. The
feedback is the last column. Of the rows that are not meant none is written. Source: Moodle's offline grading worksheet.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from autograder.classroom.exports.feedback import of_moodle
from autograder.classroom.exports.gradebooks import decimal, rows_of, without_grade
from autograder.classroom.exports.grades import Column, Exported, Grades
from autograder.classroom.people import Matched
from autograder.classroom.tables import Table, written
from autograder.model import Report
from autograder.model.roster import Person
from autograder.reports.comment import comment
from autograder.reports.safe import html_text, no_formula, number

PARTICIPANT = re.compile(r"\D*?(\d+)")


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Where in a worksheet its parts stand."""

    table: Table
    grade: int
    most: int
    feedback: int | None
    people: tuple[Person, ...]


def export(grades: Grades) -> Exported:
    """The worksheet of one assignment, with feedback where it is wanted; without one, a file for the gradebook."""
    if grades.book is None:
        return _for_gradebook(grades)
    sheet = worksheet(grades.book)
    found = rows_of(grades.learners, grades.book.rows, sheet.people, grades.book)
    notes = [f"no row in {grades.book.name}: {grades.learners[n].student} {why}" for n, why in found.unmatched.items()]
    if sheet.feedback is None:
        notes.append(f"no column of {grades.book.name} is known to hold feedback: only grades are written")
    files = {"moodle.csv": _filled(grades, sheet, found)}
    if grades.feedback:
        whose = {n: (sheet.people[row].name, sheet.people[row].platform_id) for n, row in found.rows.items()}
        files["moodle-feedback.zip"] = of_moodle(grades, whose)
    return Exported(files, (*notes, *without_grade(grades)))


def worksheet(table: Table) -> Worksheet:
    """The parts of a worksheet; UsageError with the row where it is none."""
    people = []
    for row in table.rows:
        match = PARTICIPANT.fullmatch(row.cells[0].strip())
        if match is None:
            said = f"its first cell, {row.cells[0][:40]!r}, is no identifier as in Participant 1000234"
            raise table.wrong(row.line, f"{said}: download the grading worksheet from Moodle again")
        email = next((cell.strip() for cell in row.cells[2:] if re.fullmatch(r"\s*[^\s@]+@[^\s@]+\s*", cell)), "")
        name = row.cells[1] if len(row.cells) > 1 else ""
        people.append(Person(name=name, email=email, platform_id=match[1]))
    most = _place_of_most(table)
    return Worksheet(table, most - 1, most, _place_of_feedback(table), tuple(people))


def _place_of_most(table: Table) -> int:
    """Where the maximum grade stands: one number in all rows, behind a column of grades."""
    named = [place for place, head in enumerate(table.heads) if head == "Maximum grade"]
    columns = {place: {row.cells[place].strip() for row in table.rows} for place in range(len(table.heads))}
    found = named or [
        place
        for place in range(3, len(table.heads))
        if len(columns[place]) == 1
        and decimal(*columns[place])
        and all(not cell or decimal(cell) is not None for cell in columns[place - 1])
    ]
    if len(found) != 1 or found[0] == 0:
        raise table.wrong(
            1,
            "it is no grading worksheet of Moodle with a grade in points (no maximum grade behind a grade; the columns "
            f"are called {', '.join(table.heads)[:200]}): download the worksheet of that assignment",
        )
    return found[0]


def _place_of_feedback(table: Table) -> int | None:
    """The column of comments: by its English name, or the last where nobody has a comment yet."""
    if "Feedback comments" in table.heads:
        return table.heads.index("Feedback comments")
    last = len(table.heads) - 1
    return last if all(not row.cells[last].strip() for row in table.rows) else None


def _filled(grades: Grades, sheet: Worksheet, found: Matched) -> bytes:
    """The rows of those who have a grade, with grade and comment."""
    column, table = grades.column, sheet.table
    rows = []
    for person, place in sorted(found.rows.items(), key=lambda pair: pair[1]):
        row, report = table.rows[place], grades.learners[person].report
        score = column.score(report)
        if math.isnan(score):
            continue
        _require_most(sheet, place, column)
        cells = list(row.cells)
        cells[1] = no_formula(cells[1])
        has_comma = "," in row.cells[sheet.most]
        cells[sheet.grade] = number(score).replace(".", ",") if has_comma else number(score)
        if sheet.feedback is not None:
            cells[sheet.feedback] = _said(report, column)
        rows.append(cells)
    return table.written(table.heads, rows)


def _said(report: Report, column: Column) -> str:
    """A comment as Moodle keeps it: a part of a page."""
    return html_text(comment(report, column.unit), keep="\n").replace("\n", "<br>")


def _require_most(sheet: Worksheet, place: int, column: Column) -> None:
    row = sheet.table.rows[place]
    most = decimal(row.cells[sheet.most])
    if most != column.max_score:
        said = row.cells[sheet.most].strip()
        raise sheet.table.wrong(
            row.line,
            f"the maximum grade is {said} there, and {column.name} has {number(column.max_score)} points: change it in "
            f"Moodle, or type  --out-of {'MAXIMUM' if most is None else number(most)}",
        )


def _for_gradebook(grades: Grades) -> Exported:
    """A file for Moodle's "Import grades", in which grade and feedback stand side by side."""
    heads = ["ID number", "Username", "Email address", "Full name"]
    for column in grades.columns:
        heads += [column.title, f"{column.title} (feedback)"]
    rows = []
    for learner in grades.learners:
        who = learner.person
        login = who.login or ("" if who.id or who.email or who.name else who.student)
        cells = [who.id, login, who.email, who.name]
        for column in grades.columns:
            score = column.shown(learner.report)
            cells += [score, _said(learner.report, column) if score else ""]
        rows.append([*map(no_formula, cells[:4]), *cells[4:]])
    said = "feedback files need the worksheet of one assignment: name it with --worksheet" if grades.feedback else ""
    notes = (*without_grade(grades), *filter(None, [said]))
    return Exported({"moodle.csv": written(heads, rows)}, notes)
