"""The questions of a course: those that come with it, and the instructor's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.catalogue.course import BUILT_IN
from autograder.catalogue.course_file import CourseFile
from autograder.model.course import Course
from autograder.model.quiz import Question
from autograder.quiz.questions import FILE_NAME, questions_of

SHIPPED = Path(__file__).parent / "bank"
CHECKOUT = Path(__file__).parents[2] / "solutions"
OWN_FOLDER = "quiz"


def questions_for(course: Course, unit: str = "") -> tuple[Question, ...]:
    """The questions that a course asks, of one unit or of all, in order; CourseError where it names one that is not.

    A built-in question whose rule the course has left out is left out with it. An own question takes the place of the
    built-in one of the same id.
    """
    units = (unit,) if unit else course.units
    found = {question.id: question for one in units for question in _of_unit(course, one)}
    chosen = course.quiz.questions
    if not unit:
        _refuse_unknown(course, found)
    if not chosen:
        return tuple(found.values())
    return tuple(found[id_] for id_ in chosen if id_ in found)


def _of_unit(course: Course, unit: str) -> Iterator[Question]:
    built_in = built_in_file(unit)
    names = {exercise.name for exercise in course.exercises}
    if built_in is not None:
        for question in questions_of(built_in, unit):
            if all(run.rule in names for run in question.runs.values() if run.rule):
                yield question
    own = course.file.resolve().parent / OWN_FOLDER / f"{unit}.toml"
    if course.file.resolve() != BUILT_IN and own.is_file():
        yield from questions_of(own, unit)


def built_in_file(unit: str) -> Path | None:
    """The questions of a built-in unit: those that are written, in a checkout, or that ship; None if it has none."""
    places = (CHECKOUT / unit / FILE_NAME, SHIPPED / f"{unit}.toml")
    return next((place for place in places if place.is_file()), None)


def _refuse_unknown(course: Course, found: dict[str, Question]) -> None:
    for key, ids in (("questions", course.quiz.questions), ("points", tuple(course.quiz.points))):
        for id_ in ids:
            if id_ not in found:
                path = ("quiz", key, id_) if key == "points" else ("quiz", key)
                raise CourseFile(course.file).wrong(path, f'names no question of the course: "{id_}"')
