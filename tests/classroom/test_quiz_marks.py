"""What becomes of a submission by its sheets of the quiz."""

from __future__ import annotations

import math

import pytest

from autograder.classroom.quiz_marks import QuizMarker
from autograder.classroom.unreadable import without_numbers
from autograder.model import Standing
from autograder.model.submission import SheetFile, Submission
from autograder.quiz.course_quiz import CourseQuiz
from tests.registry import COURSE
from tests.reports.samples import RIGHT

UNIT = "02_momentum"
QUIZ = CourseQuiz.of(COURSE, (UNIT,))


@pytest.mark.parametrize(
    "sheet", [SheetFile("quiz.toml", b"hello"), SheetFile("quiz.toml", b"", "quiz.toml is a symbolic link")]
)
def test_a_sheet_that_cannot_be_read_leaves_no_number(sheet: SheetFile) -> None:
    """Where a sheet cannot be read the points in all are not known; those of the functions are."""
    submission = Submission("ada", {}, (), "", sheets=(sheet,))
    with QuizMarker(QUIZ) as quiz:
        report = without_numbers(quiz.added(RIGHT, submission), submission)
    assert report.status is Standing.UNREADABLE
    assert "quiz.toml" in report.notes[0]
    assert math.isnan(report.score)
    assert [exercise.score for exercise in report.exercises] == [exercise.score for exercise in RIGHT.exercises]
