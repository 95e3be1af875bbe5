"""Grades as a table of comma-separated values with a column for each exercise, for a spreadsheet."""

from __future__ import annotations

from autograder.classroom.exports.grades import Exported, Grades
from autograder.reports import csv

EXCEL_MARK = "\ufeff"
"""By which Excel knows UTF-8."""


def export(grades: Grades) -> Exported:
    """The table, a line for each student."""
    reports = [learner.report for learner in grades.learners]
    names = dict.fromkeys(e.name for report in reports for e in report.exercises if grades.asks(e.unit))
    text = csv.grades(reports, tuple(names))
    return Exported({"grades.csv": ((EXCEL_MARK if grades.excel else "") + text).encode("utf-8")})
