"""`grade show NAME --solution`: our solution beside one that is right already, and never before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.model import Exercise, Status
from autograder.model.course import Course


def solution_of(course: Course, exercise: Exercise) -> str:
    """The function as its rule is written in NumPy.

    UsageError where the function in this folder is not right yet, or where the course shows no solutions.
    """
    from autograder.expected.printed import right_answer
    from autograder.live.desk import Desk

    name = exercise.name
    if not course.shows_solutions or exercise.is_reference:  # what students get of a reference is no function
        raise UsageError(f"this course shows no solutions; the rule of {name} is shown by  grade show {name}")
    alone = replace(course, exercises=(exercise,))
    with Desk(Path(), alone) as desk:
        (result,) = desk.check(desk.read(), alone.exercises).exercises
    if result.status is not Status.PASSED:
        raise UsageError(f"our solution is shown when yours is right: see  grade check {name}")
    return f"Yours is right. {name} as its rule says it, one way of many:\n\n{right_answer(exercise)}"
