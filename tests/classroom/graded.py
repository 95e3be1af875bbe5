"""A class with grades in two units, as the exports take it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.classroom.exports.grades import Column, Grades, Learner, columns_of
from autograder.classroom.tables import Table, read_table
from autograder.model import ExerciseResult, Report, Status, UnitScore
from autograder.model.roster import Person
from tests.registry import COURSE
from tests.reports.samples import exercise, report

UNITS = ("01_gradient_descent", "02_momentum")
NAMES = {
    "ada": "Lovelace, Ada",
    "obrien": "O'Brien, Sarah",
    "quote": 'Joe "the ""man"" Doe',
    "lines": "Two\nLines",
    "emoji": "José 🎓 García",
    "formula": '=HYPERLINK("http://x";"y")',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "arabic": "محمد علي",
}
"""Student -> full name."""


def graded(student: str, momentum: float = 1.5, first: float = 2.0) -> Report:
    """A report on two units."""
    made = report(student, exercise("momentum", Status.FAILED, message="w came out wrong."))
    other = replace(exercise("descend", Status.PASSED), unit=UNITS[0])
    exercises: tuple[ExerciseResult, ...] = (other, replace(made.exercises[0], score=momentum))
    units = (UnitScore(UNITS[0], first, 2.0), UnitScore(UNITS[1], momentum, 2.0))
    return replace(made, exercises=exercises, units=units, score=first + momentum, max_score=4.0)


def learners(*, login: str = "", email: str = "") -> tuple[Learner, ...]:
    """Everybody of `NAMES`, with a login or an e-mail where it is said what stands before the student in it."""
    people = (
        Person(student, name=name, login=login and login + student, email=email and email + student)
        for student, name in NAMES.items()
    )
    return tuple(Learner(person, graded(person.student)) for person in people)


def grades(people: tuple[Learner, ...], **more: object) -> Grades:
    """The grades of a class, with a column for each unit."""
    columns: tuple[Column, ...] = columns_of([one.report for one in people], (), {}, total=False, out_of=None)
    return replace(Grades(people, columns, COURSE, Path()), **more)  # type: ignore[arg-type]


def table(path: Path, data: bytes | str, *, utf_16: bool = False) -> Table:
    """A file with these bytes, read."""
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return read_table(path, utf_16=utf_16)
