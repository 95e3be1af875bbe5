"""`grades.csv`: a line for each student with what became of the submission, and a column for each exercise."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from autograder.model import Report
from autograder.model.submission import Stray
from autograder.reports.safe import csv_cell, csv_sentence, number
from autograder.reports.wording import NOT_A_SUBMISSION, adjusted, note

BY_POLICY: Mapping[str, Callable[[Report], str]] = {
    "late": lambda report: report.late or "",
    "adjusted": lambda report: "; ".join(map(adjusted, report.adjustments)),
    "how": lambda report: "; ".join(filter(None, [*(f"{u.name}: {u.how}" for u in report.units if u.how), report.how])),
}
"""What may have become of the points: columns at the end, each where somebody has something in it."""


def grades(reports: Sequence[Report], exercises: Sequence[str], strays: Sequence[Stray] = ()) -> str:
    """The table as CSV; an exercise that a report lacks stays empty, and so does a grade that there is none of.

    What lay among the submissions and is nobody's has a line without a student at the end.
    """
    more = [head for head, of in BY_POLICY.items() if any(map(of, reports))]
    lines = [",".join(["student", "score", "max_score", "status", "note", *exercises, *more])]
    for report in reports:
        scores = {exercise.name: _points(exercise.score) for exercise in report.exercises}
        row = [csv_cell(report.student), _points(report.score), number(report.max_score)]
        row += [report.status, csv_sentence(note(report))]
        row += (scores.get(name, "") for name in exercises)
        lines.append(",".join([*row, *(csv_sentence(BY_POLICY[head](report)) for head in more)]))
    for stray in strays:
        cells = ["", "", "", NOT_A_SUBMISSION, csv_sentence(f"{stray.name}: {stray.why}")]
        lines.append(",".join([*cells, *("" for _ in (*exercises, *more))]))
    return "".join(f"{line}\n" for line in lines)


def _points(score: float) -> str:
    return "" if math.isnan(score) else number(score)
