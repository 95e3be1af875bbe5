"""Scores of `grade run` in nbgrader's gradebook, written through nbgrader's own API, all of them or none."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError, SAWarning

from autograder.classroom.exports.grades import Exported, Grades
from autograder.classroom.exports.nbgrader_folder import CourseFolder, due
from autograder.classroom.exports.timestamps import handed_in_at
from autograder.errors import StoreError, UsageError
from autograder.model import ExerciseResult, Report, Status
from autograder.model.course import Course, Unit
from autograder.reports import findings
from autograder.reports.wording import note
from autograder.submissions.files import UnreadableError


@dataclass(frozen=True, slots=True)
class Entered:
    """How many students' units are now in the gradebook, how many scores that changed, and who is late."""

    submissions: int
    changed: int
    late: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    """Of whom it is not known when they handed in, and why."""
    ungraded: tuple[str, ...] = ()
    """Who has no score for a unit, and why: whatever the gradebook holds for it stays."""


def export(grades: Grades) -> Exported:
    """Write the grades into the gradebook of the course folder at or above their folder, and say how much that was."""
    folder = CourseFolder.around(grades.folder, is_named=grades.is_named)
    exported = enter([learner.report for learner in grades.learners], grades.course, folder)
    entered = f"{exported.submissions} submissions are in the gradebook, {exported.changed} scores new or changed."
    said = (
        entered,
        *(f"  late  {late}" for late in exported.late),
        *(f"  time  {why}" for why in exported.unknown),
        *(f"  none  {why}" for why in exported.ungraded),
    )
    return Exported({}, said)


def enter(reports: Sequence[Report], course: Course, folder: CourseFolder) -> Entered:
    """Write each report's scores and comments; manual grades and comments made in formgrader stay.

    UsageError where the gradebook does not have the course's test cells with the course's points.
    """
    submissions = changed = 0
    late: list[str] = []
    unknown: list[str] = []
    ungraded: list[str] = []
    with _one_transaction(folder) as gradebook:
        for unit in dict.fromkeys(exercise.unit for report in reports for exercise in report.exercises):
            _check_points(gradebook, unit, next(report for report in reports if _results(report, unit)))
            gradebook.update_or_create_assignment(unit, **due(course, unit))
        for report in reports:
            gradebook.update_or_create_student(report.student)
            for unit in dict.fromkeys(exercise.unit for exercise in report.exercises):
                results = _results(report, unit)
                if any(math.isnan(result.score) for result in results):
                    ungraded.append(f"{report.student} ({unit}): {report.status}: {note(report)}")
                try:
                    time = handed_in_at(_submitted(folder, unit, report.student))
                except UnreadableError as error:
                    time = None
                    unknown.append(f"{report.student} ({unit}): {error}; whether it is late is not known")
                submission = _submission(gradebook, unit, report.student, time, handed_in=_handed_in(results))
                if submission is None:
                    continue
                submissions += 1
                changed += sum(_write(notebook, results) for notebook in submission.notebooks)
                if submission.total_seconds_late > 0:
                    late.append(f"{report.student} ({unit})")
    return Entered(submissions, changed, tuple(late), tuple(unknown), tuple(ungraded))


# ---------------------------------------------------------------- what nbgrader's gradebook holds, which has no types


class _Grade(Protocol):
    """The score of one test cell."""

    name: str
    auto_score: float | None
    manual_score: float | None
    needs_manual_grade: bool


class _Comment(Protocol):
    """The comment on one test cell."""

    name: str
    auto_comment: str | None


class _Notebook(Protocol):
    """One notebook that a student handed in."""

    grades: Sequence[_Grade]
    comments: Sequence[_Comment]


class _Submission(Protocol):
    """What a student handed in for a unit."""

    notebooks: Sequence[_Notebook]
    total_seconds_late: float


@contextmanager
def _one_transaction(folder: CourseFolder) -> Iterator[Gradebook]:
    """The gradebook, with all that is done to it kept back until the end: an interruption leaves it as it was."""
    try:
        # nbgrader builds a submission before it adds it to its session, and SQLAlchemy warns of that
        with warnings.catch_warnings(action="ignore", category=SAWarning), folder.gradebook() as gradebook:
            commit = gradebook.db.commit
            gradebook.db.commit = gradebook.db.flush  # each function of the API would commit on its own
            yield gradebook
            commit()
    except OperationalError as error:
        raise StoreError(
            f"the gradebook of {folder.root} cannot be written ({error.orig}): close what uses it, and try again"
        ) from error


# ---------------------------------------------------------------- what is there


def _check_points(gradebook: Gradebook, unit: str, report: Report) -> None:
    """See that the gradebook asks for the same as the report."""
    again = f"type  nbgrader generate_assignment {unit} --force  in the course folder, and export again"
    for result in _results(report, unit):
        try:
            cell = gradebook.find_grade_cell(test_cell(result.name), _notebook(unit), unit)
        except MissingEntry:
            raise UsageError(f"the gradebook has no test cell for {result.name}: {again}") from None
        if cell.max_score != result.max_score:
            raise UsageError(
                f"{result.name} has {cell.max_score:g} points in the gradebook, {result.max_score:g} in the results: "
                f"see that source/{unit} and course.toml agree, {again}"
            )


def _submitted(folder: CourseFolder, unit: str, student: str) -> Path:
    """Where nbgrader has put what a student handed in for a unit."""
    directory = folder.directory
    return Path(directory.format_path(directory.submitted_directory, student, unit))


def _submission(
    gradebook: Gradebook, unit: str, student: str, time: datetime | None, *, handed_in: bool
) -> _Submission | None:
    """The student's entry for a unit, made where something was handed in; None where there is nothing to enter."""
    if time is not None:
        return gradebook.update_or_create_submission(unit, student, timestamp=time)
    try:
        return gradebook.find_submission(unit, student)
    except MissingEntry:
        return gradebook.add_submission(unit, student) if handed_in else None


def _results(report: Report, unit: str) -> list[ExerciseResult]:
    return [exercise for exercise in report.exercises if exercise.unit == unit]


def _handed_in(results: Sequence[ExerciseResult]) -> bool:
    return any(result.file is not None for result in results)


def _notebook(unit: str) -> str:
    return Unit(unit).short


def test_cell(exercise: str) -> str:
    """The name of the cell that holds the points of an exercise."""
    return f"{exercise}-check"


# ---------------------------------------------------------------- what is written


def _write(notebook: _Notebook, results: Sequence[ExerciseResult]) -> int:
    """Scores and comments of one notebook; how many scores changed."""
    changed = 0
    bytest_cell = {test_cell(result.name): result for result in results}
    for grade in notebook.grades:
        result = bytest_cell.get(grade.name)
        if result is not None and not math.isnan(result.score) and grade.auto_score != result.score:
            grade.auto_score = result.score
            # as nbgrader does it: a person who graded by hand should see that the automatic score has changed
            grade.needs_manual_grade = grade.manual_score is not None
            changed += 1
    _comment(notebook, {result.name: result for result in results})
    return changed


def _comment(notebook: _Notebook, results: Mapping[str, ExerciseResult]) -> None:
    for comment in notebook.comments:
        if (result := results.get(comment.name)) is not None:
            comment.auto_comment = findings.comment(result) if result.status is not Status.PASSED else None
