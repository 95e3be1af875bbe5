"""The questions of a course: those that come with it, and the instructor's own."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.catalogue.course_file import CourseFile
from autograder.model.course import Course
from autograder.model.question import Question
from autograder.quiz.places import built_in_file, own_file
from autograder.quiz.questions import questions_of


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
    own = own_file(course, unit)
    if own is not None:
        yield from questions_of(own, unit)


def _refuse_unknown(course: Course, found: dict[str, Question]) -> None:
    for key, ids in (("questions", course.quiz.questions), ("points", tuple(course.quiz.points))):
        for id_ in ids:
            if id_ not in found:
                path = ("quiz", key, id_) if key == "points" else ("quiz", key)
                raise CourseFile(course.file).wrong(path, f'names no question of the course: "{id_}"')
