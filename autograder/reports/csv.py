"""`grades.csv`: a line for each student, a column for each exercise."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.model import Report
from autograder.reports.safe import clean, number


def grades(reports: Sequence[Report], exercises: Sequence[str]) -> str:
    """The table as CSV; an exercise that a report lacks stays empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["student", "score", "max_score", *exercises])
    for report in reports:
        scores = {exercise.name: number(exercise.score) for exercise in report.exercises}
        row = [_text(report.student), number(report.score), number(report.max_score)]
        writer.writerow([*row, *(scores.get(name, "") for name in exercises)])
    return out.getvalue()


def _text(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    shown = clean(text)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown
