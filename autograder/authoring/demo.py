"""A made-up class: right, half-done, wrong in many ways, and hostile only by accident."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from itertools import cycle
from random import Random
from types import MappingProxyType

from autograder.authoring.demo_draw import Draw, Drawn
from autograder.authoring.demo_sheets import sheets_of
from autograder.authoring.handout import key_of_unit
from autograder.authoring.made_up import by_unit
from autograder.authoring.marked import marked
from autograder.authoring.stubs import stub_of_unit
from autograder.authoring.templates import template
from autograder.expected.lookup import Key
from autograder.expected.printed import right_answer
from autograder.model import Exercise
from autograder.model.course import Course
from autograder.model.items import Frozen
from autograder.model.roster import Person

SIZE = 60
"""How many hand in; one more is on the roster."""
LATE = (timedelta(hours=3), timedelta(days=2), timedelta(days=1))
"""How late those are who are late in the first unit; the last of them has an extension."""
FIRST_ID = 4100001
ALL_RIGHT = ("everything right", "everything right, in a zip or in folders")


class HandInForm(StrEnum):
    """In which form a student hands in."""

    FOLDERS = "folders"  # <student>/<unit>/<file>
    FILES = "files"  # <student>/<file>
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Student:
    """One made-up student: the text of each unit's file, and how it is handed in."""

    name: str
    story: str
    texts: Mapping[str, str]
    form: HandInForm
    person: Person | None
    """What the roster says; None of somebody who is not on it."""
    late: timedelta = timedelta()
    """How late the first unit is."""
    is_extended: bool = False
    """Whether the roster gives more time for the first unit."""
    ability: float = -math.inf
    """How much he or she can, of a standard normal distribution; minus infinity answers no quiz."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """Unit -> the sheet of its quiz, filled in."""


def make_class(course: Course, key: Key) -> tuple[Student, ...]:
    """Sixty students whose files are printed from the course's own rules and mistakes.

    Some are there to show what may go wrong; the others are drawn as a class has them. Three are late, one of them with
    an extension, and the last is not on the roster.
    """
    drawn = Draw(course.exercises, {e.name: right_answer(e) for e in course.exercises}, seed=0)
    odd = [Drawn(story, texts, math.inf if story in ALL_RIGHT else -math.inf) for story, texts in _stories(course, key)]
    stories = [*odd, *(drawn.student() for _ in range(SIZE - len(odd)))]
    students = [
        Student(person.student, story, MappingProxyType(dict(texts)), form, person, ability=ability)
        for person, (story, texts, ability), form in zip(_people(), stories, cycle(HandInForm), strict=False)
    ]
    late = [number for number in range(len(odd), SIZE) if students[number].form is HandInForm.FOLDERS]
    for number, by in zip(late, LATE, strict=False):
        students[number] = replace(students[number], late=by, is_extended=by is LATE[-1])
    return (*students[:-1], replace(students[-1], person=None))


def as_marked(students: Sequence[Student], random: Random) -> tuple[Student, ...]:
    """Students whose files are marked and arranged by chance: nobody is to hand them in."""
    return tuple(
        replace(student, texts=MappingProxyType({unit: marked(text, random) for unit, text in student.texts.items()}))
        for student in students
    )


def with_sheets(
    students: Sequence[Student], items: Mapping[str, Sequence[Frozen]], seed: int, random: Random
) -> tuple[Student, ...]:
    """Students of whom those who do not show something odd have filled in the quiz of some units.

    Args:
        students: the class.
        items: unit -> the questions that are asked in it, with their keys.
        seed: of the course's quiz.
        random: draws the answers.
    """
    return tuple(
        replace(student, sheets=MappingProxyType(sheets_of(items, student.texts, student.ability, seed, random)))
        if student.ability > -math.inf
        else student
        for student in students
    )


def absent() -> tuple[Person, ...]:
    """Who is on the roster and hands in nothing."""
    return tuple(_people())[SIZE:]


def _people() -> Iterator[Person]:
    """Everybody, with a number, an e-mail and a section."""
    rows = csv.reader(template("names.txt").splitlines())
    for number, (login, name) in enumerate(rows):
        email = f"s{FIRST_ID + number}@university.example"
        yield Person(login, str(FIRST_ID + number), login, name, email, "ABC"[number % 3])


def _stories(course: Course, key: Key) -> Iterator[tuple[str, Mapping[str, str]]]:
    exercises = course.exercises
    right = {exercise.name: right_answer(exercise) for exercise in exercises}
    everything = by_unit(exercises, right)
    last, *_ = reversed(exercises)
    yield ALL_RIGHT[0], everything
    yield ALL_RIGHT[1], everything
    yield "only the first unit handed in", {course.units[0]: everything[course.units[0]]}
    yield "half of the functions written", by_unit(exercises, dict(list(right.items())[::2]))
    yield "stubs as they were handed out", _stubs(course, key)
    yield "an empty folder", {}
    yield "an empty file", dict.fromkeys(course.units, "")
    yield "a syntax error in one function", _with(exercises, right, last, right[last.name].replace(":\n", "\n", 1))
    yield (
        "an endless loop in one function",
        _with(exercises, right, last, _body(right[last.name], "while True:\n        pass")),
    )
    yield (
        "a function that ends the program",
        _with(exercises, right, last, _body(right[last.name], "raise SystemExit(0)")),
    )
    yield "an exception in one function", _with(exercises, right, last, _body(right[last.name], "return 1 / 0"))
    yield (
        "a file that ends the program when it is read",
        {u: f"import sys\nsys.exit()\n{t}" for u, t in everything.items()},
    )
    yield (
        "prints a great deal",
        {u: f"{t}\n# %%\nfor i in range(20000):\n    print(i)\n" for u, t in everything.items()},
    )
    yield "not a number everywhere", {u: t.replace("lr*", "np.nan*") for u, t in everything.items()}
    yield "float32 everywhere", by_unit(exercises, {n: _through(s, "np.float32({0})") for n, s in right.items()})


def _stubs(course: Course, key: Key) -> dict[str, str]:
    return {u: stub_of_unit(u, key_of_unit(course, key, u)) for u in course.units}


def _with(exercises: Sequence[Exercise], right: Mapping[str, str], changed: Exercise, source: str) -> dict[str, str]:
    return by_unit(exercises, {**right, changed.name: source})


def _body(source: str, body: str) -> str:
    """The function with another body."""
    return f"{source.splitlines()[0]}\n    {body}\n"


def _through(source: str, wrapped: str) -> str:
    """The function with its first returned value sent through an expression."""
    *lines, last = source.rstrip().splitlines()
    value, comma, state = last.strip().removeprefix("return ").partition(", {")
    return "\n".join([*lines, f"    return {wrapped.format(value)}{comma}{state}"]) + "\n"
