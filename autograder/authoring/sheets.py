"""The sheets of the quiz that are handed out with the files: the same for everybody."""

from __future__ import annotations

from autograder.quiz.course_quiz import ANYBODY, CourseQuiz
from autograder.quiz.sheets import sheet_text


def sheet_of_unit(quiz: CourseQuiz, unit: str) -> str:
    """The sheet of a unit that anybody may fill in."""
    return sheet_text([frozen.item for frozen in quiz.items(unit)], ANYBODY, quiz.course.quiz.seed)
