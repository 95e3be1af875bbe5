"""`grades.csv`: a line for each student, a column for each exercise."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence

from autograder.model import Report
from autograder.reports.safe import clean, number


def grades(reports: Sequence[Report], exercises: Sequence[str]) -> str:
    """The table as CSV; an exercise that a report lacks stays empty, and so does a grade that is withheld."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["student", "score", "max_score", *exercises])
    for report in reports:
        scores = {exercise.name: _points(exercise.score) for exercise in report.exercises}
        row = [_text(report.student), _points(report.score), number(report.max_score)]
        writer.writerow([*row, *(scores.get(name, "") for name in exercises)])
    return out.getvalue()


def _points(score: float) -> str:
    return "" if math.isnan(score) else number(score)


def _text(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    shown = clean(text)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown
