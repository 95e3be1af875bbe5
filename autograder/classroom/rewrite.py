"""The pages and tables of a results folder once more, from what is kept: after a correction, or without a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.changes import everybody_in
from autograder.classroom.folder import Look, has_pages, write_marks, write_reports
from autograder.classroom.lean import lean
from autograder.classroom.learners import last_attendance
from autograder.classroom.page import Page
from autograder.classroom.page_marks import PageMarks
from autograder.classroom.pseudonyms import kept_secret, pseudonyms
from autograder.classroom.read_only import reading
from autograder.classroom.stored import stored_run
from autograder.errors import StoreError
from autograder.model import Report
from autograder.model.course import Course
from autograder.model.submission import HandIns
from autograder.reports import json

EXCEL_MARK = b"\xef\xbb\xbf"


def rewrite(out: Path, course: Course) -> None:
    """Write the reports of a results folder again, named and in the form that the last run gave them."""
    database, table = out / "results.db", out / "grades.csv"
    everybody = everybody_in(database, course)
    students = [report.student for report in everybody]
    names = pseudonyms(students, kept_secret(database)) if _is_anonymous(database) else {}
    excel = table.is_file() and table.read_bytes().startswith(EXCEL_MARK)
    present = last_attendance(database, students)
    reports = _Known({report.student: report for report in everybody})
    pages = [Page(report.student, json.render(report), reports) for report in everybody]
    marks = PageMarks.of(out)
    write_reports(pages, HandIns(()), course, out, Look(excel, names, has_pages(out)), marks, present)
    write_marks(marks, out)


@dataclass(frozen=True, slots=True)
class _Known:
    """Reports that are there, by student."""

    found: Mapping[str, Report]

    def lean(self, student: str) -> Report:
        return lean(self.found[student])

    def whole(self, student: str) -> Report:
        return self.found[student]


def known_as(name: str, students: Collection[str], database: Path) -> str | None:
    """The student whose name or pseudonym this is; None where it is nobody's."""
    if name in students:
        return name
    secret = kept_secret(database)
    whose = {pseudonym: student for student, pseudonym in pseudonyms(students, secret).items()} if secret else {}
    return whose.get(name)


def _is_anonymous(database: Path) -> bool:
    """Whether the last complete run named nobody."""
    with reading(database) as connection:
        row = connection.execute("SELECT * FROM runs WHERE finished NOTNULL ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        raise StoreError(f"{database} holds no complete run: grade the class again")
    return bool(stored_run(row).info.settings.get("anonymous"))
