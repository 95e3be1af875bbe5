"""What could not be read has no number in a class: an empty cell is asked about, a zero is believed."""

from __future__ import annotations

import math
from dataclasses import replace

from autograder.model import ExerciseResult, Report, Standing
from autograder.model.submission import Submission


def without_numbers(report: Report, submission: Submission) -> Report:
    """The report, with NaN for each exercise whose file could not be read, and so for its unit and the whole."""
    if report.status is not Standing.UNREADABLE:
        return report
    nothing_read = submission.problem or submission.in_vain
    lost = {e.name for e in report.exercises if nothing_read or _is_unreadable(e, submission)}
    units = {exercise.unit for exercise in report.exercises if exercise.name in lost}
    return replace(
        report,
        score=math.nan,
        units=tuple(replace(unit, score=math.nan) if unit.name in units else unit for unit in report.units),
        exercises=tuple(replace(e, score=math.nan) if e.name in lost else e for e in report.exercises),
    )


def _is_unreadable(exercise: ExerciseResult, submission: Submission) -> bool:
    file = submission.file_of(exercise.unit, exercise.name)
    return file is not None and bool(file.problem)
