"""The items of a student's sheet with their keys: worked out once (only that loads SymPy), then kept in the cache."""

from __future__ import annotations

import json
from collections.abc import Sequence

from autograder._version import __version__
from autograder.catalogue.load import files_of
from autograder.errors import UsageError
from autograder.expected import cache
from autograder.model.course import Course
from autograder.model.items import Frozen
from autograder.model.quiz import Question, Tolerance
from autograder.quiz.json_form import from_json, to_json

DERIVATION = 3
"""Raise it when the same question gives another item or key, or these are kept otherwise."""


def frozen_items(
    course: Course, questions: Sequence[Question], student: str, seed: int, *, keeping: bool = True
) -> tuple[Frozen, ...]:
    """A student's items of some questions, with their keys; CourseError where a question cannot be carried out.

    Without `keeping` they are neither taken from the cache nor put there: for items that are asked once.
    """
    name = f"quiz-{_name(course, questions, student, seed)}.json" if keeping else ""
    found = cache.kept(name) if keeping else None
    if found is not None:
        return tuple(map(from_json, json.loads(found)))
    from autograder.quiz.variants import Frozens  # only now: what is in the cache needs no SymPy

    tolerance = Tolerance(course.quiz.relative, course.quiz.absolute)
    items = tuple(Frozens(q, course, tolerance, points_of(q, course)).of(student, seed) for q in questions)
    if keeping:
        cache.keep(name, json.dumps([to_json(item) for item in items]).encode())
    return items


def points_of(question: Question, course: Course) -> float:
    """What a question is worth in a course."""
    return course.quiz.points.get(question.id, question.points)


def _name(course: Course, questions: Sequence[Question], student: str, seed: int) -> str:
    """A name for all that the items depend on."""
    parts: list[object] = [__version__, DERIVATION, student, seed, course.quiz.relative, course.quiz.absolute]
    for question in questions:
        parts += [question.id, question.version, points_of(question, course)]
    made_from = [repr(parts).encode("utf-8", "surrogatepass")]
    rules = sorted({run.rule for question in questions for run in question.runs.values() if run.rule})
    for rule in rules:
        try:
            exercise = course.exercise(rule)
        except UsageError:  # the question itself says so, with its line, when it is worked out
            continue
        made_from.append(f"{exercise.name} {exercise.convention}".encode())
        made_from += [file.read_bytes() for file in files_of(exercise)]
    return cache.name_of(*made_from)
