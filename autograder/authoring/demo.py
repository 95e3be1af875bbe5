"""A made-up class: right, half-done, wrong in many ways, and hostile only by accident."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, cycle, islice, zip_longest
from pathlib import Path
from types import MappingProxyType

from autograder.authoring.made_up import by_unit
from autograder.authoring.stubs import stub_of_unit
from autograder.authoring.templates import template
from autograder.expected.lookup import Key
from autograder.expected.printed import mistakes, right_answer
from autograder.model import Exercise
from autograder.model.course import Course, Unit

FEWEST_MISTAKEN = 12
"""Students with a mistake in one function; one for each exercise where the course has more of these."""


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


def make_class(course: Course, key: Key) -> tuple[Student, ...]:
    """At least 24 students whose files are printed from the course's own rules and mistakes."""
    forms = cycle(HandInForm)
    stories = list(_stories(course, key))
    known = template("names.txt").split()
    names = [*known, *(f"student{number}" for number in range(len(known), len(stories)))]
    return tuple(
        Student(name, story, MappingProxyType(dict(texts)), form)
        for name, (story, texts), form in zip(names, stories, forms, strict=False)
    )


def _stories(course: Course, key: Key) -> Iterator[tuple[str, Mapping[str, str]]]:
    exercises = course.exercises
    right = {exercise.name: right_answer(exercise) for exercise in exercises}
    everything = by_unit(exercises, right)
    last, *_ = reversed(exercises)
    yield "everything right", everything
    yield "everything right, in a zip or in folders", everything
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
    for exercise, name, source in islice(_mistakes_in_turn(exercises), max(len(exercises), FEWEST_MISTAKEN)):
        yield name, by_unit(exercises, {**right, exercise.name: source})


def _mistakes_in_turn(exercises: Sequence[Exercise]) -> Iterator[tuple[Exercise, str, str]]:
    """The first mistake of every exercise, then the second of every exercise, and so on: name and source."""
    turns = zip_longest(*([(e, name, source) for name, source in mistakes(e).items()] for e in exercises))
    return filter(None, chain.from_iterable(turns))


def _stubs(course: Course, key: Key) -> dict[str, str]:
    return {u: stub_of_unit(u, {e.name: key.exercises[e.name] for e in course.of_unit(u)}) for u in course.units}


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


def write_class(students: Sequence[Student], folder: Path) -> None:
    """Write the class as students hand in: folders of both layouts, and zips."""
    folder.mkdir(parents=True, exist_ok=True)
    for student in students:
        if student.form is HandInForm.ZIP:
            _write_zip(student, folder / f"{student.name}.zip")
        else:
            _write_folder(student, folder / student.name)


def _write_folder(student: Student, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for unit, text in student.texts.items():
        path = (folder / unit if student.form is HandInForm.FOLDERS else folder) / Unit(unit).file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _write_zip(student: Student, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit, text in student.texts.items():
            archive.writestr(f"{student.name}/{unit}/{Unit(unit).file}", text)
