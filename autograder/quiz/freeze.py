"""The items of a student's sheet with their keys: worked out once (only that loads SymPy), then kept in the cache.

Where the items of a whole unit are kept is kept too, with the rules that they were made from: whoever finds that
neither these nor the file of questions has changed need not read the questions, which takes longer than marking them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder._version import __version__
from autograder.basics import cache
from autograder.catalogue.load import files_of
from autograder.errors import UsageError
from autograder.model.course import Course
from autograder.model.items import Frozen
from autograder.model.quiz import Tolerance
from autograder.quiz.json_form import from_json, to_json
from autograder.quiz.places import files_of_unit

if TYPE_CHECKING:
    from autograder.model.question import Question

DERIVATION = 4
"""Raise it when the same question gives another item or key, or these are kept otherwise."""


def frozen_items(
    course: Course, questions: Sequence[Question], student: str, seed: int, *, keeping: bool = True
) -> tuple[Frozen, ...]:
    """A student's items of some questions, with their keys; CourseError where a question cannot be carried out.

    Without `keeping` they are neither taken from the cache nor put there: for items that are asked once.
    """
    name = _entry(course, questions, student, seed) if keeping else ""
    found = cache.kept(name) if keeping else None
    if found is not None:
        return tuple(map(from_json, json.loads(found)))
    from autograder.quiz.variants import Frozens  # only now: what is in the cache needs no SymPy

    tolerance = Tolerance(course.quiz.relative, course.quiz.absolute)
    items = tuple(Frozens(q, course, tolerance, points_of(q, course)).of(student, seed) for q in questions)
    if keeping:
        cache.keep(name, json.dumps([to_json(item) for item in items]).encode())
    return items


def unit_items(course: Course, unit: str, questions: Sequence[Question], student: str) -> tuple[Frozen, ...]:
    """The items of all questions of a unit, which the next time are found without reading these."""
    items = frozen_items(course, questions, student, course.quiz.seed)
    rules, entry = _rules(questions), _entry(course, questions, student, course.quiz.seed)
    kept = {
        "rules": rules,
        "made_from": _digest_of(course, rules),
        "items": entry,
    }
    cache.keep(_place(course, unit, student), json.dumps(kept).encode())
    return items


def kept_items(course: Course, unit: str, student: str) -> tuple[Frozen, ...] | None:
    """The items of a unit, where they are in the cache and nothing that they are made from has changed since."""
    found = cache.kept(_place(course, unit, student))
    if found is None:
        return None
    kept = json.loads(found)
    items = cache.kept(kept["items"]) if _digest_of(course, kept["rules"]) == kept["made_from"] else None
    return None if items is None else tuple(map(from_json, json.loads(items)))


def _place(course: Course, unit: str, student: str) -> str:
    """The name under which it is kept where a unit's items are."""
    exercises = [(exercise.name, exercise.convention) for exercise in course.exercises]
    said = repr((__version__, DERIVATION, unit, student, course.quiz, exercises))
    files = [file.read_bytes() for file in files_of_unit(course, unit)]
    return f"quiz-at-{cache.name_of(said.encode('utf-8', 'surrogatepass'), *files)}.json"


def points_of(question: Question, course: Course) -> float:
    """What a question is worth in a course."""
    return course.quiz.points.get(question.id, question.points)


def _entry(course: Course, questions: Sequence[Question], student: str, seed: int) -> str:
    """The name of an entry that holds items, made of all that they depend on."""
    parts: list[object] = [__version__, DERIVATION, student, seed, course.quiz.relative, course.quiz.absolute]
    for question in questions:
        parts += [question.id, question.version, points_of(question, course)]
    rules = _digest_of(course, _rules(questions))
    return f"quiz-{cache.name_of(repr(parts).encode('utf-8', 'surrogatepass'), rules.encode())}.json"


def _rules(questions: Sequence[Question]) -> Sequence[str]:
    return sorted({run.rule for question in questions for run in question.runs.values() if run.rule})


def _digest_of(course: Course, rules: Sequence[str]) -> str:
    """What the rules of that name are at present."""
    made_from = []
    for rule in rules:
        try:
            exercise = course.exercise(rule)
        except UsageError:  # the question itself says so, with its line, when it is worked out
            continue
        made_from.append(f"{exercise.name} {exercise.convention}".encode())
        made_from += [file.read_bytes() for file in files_of(exercise)]
    return cache.name_of(*made_from)
