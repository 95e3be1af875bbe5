"""A made-up class as files: what was handed in, when, the roster, and the course file with its deadlines."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.authoring.demo import HandInForm, Student
from autograder.model.course import Unit
from autograder.model.roster import Person
from autograder.quiz.sheets import FILE_NAME

FIRST_DEADLINE = datetime(2027, 1, 15, 22, 59, tzinfo=UTC)
WEEK = timedelta(days=7)
IN_TIME = timedelta(hours=5)
"""Before the deadline, of those who are not late."""


def write_class(students: Sequence[Student], units: Sequence[str], folder: Path) -> None:
    """Write the class as students hand in: folders of both layouts, and zips.

    Folders by unit say when each unit was collected, as nbgrader does; of the others the time is not known.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for student in students:
        if student.form is HandInForm.ZIP:
            _write_zip(student, folder / f"{student.name}.zip")
        else:
            _write_folder(student, folder / student.name, units)


def write_roster(students: Sequence[Student], absent: Sequence[Person], units: Sequence[str], path: Path) -> None:
    """Write the roster: everybody who is on it, one with an extension, and those who handed in nothing."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "login", "name", "email", "section", "extensions"])
        for student in students:
            if student.person:
                until = (deadline(units, units[0]) + 2 * WEEK).isoformat()
                extension = f"{units[0]}={until}" if student.is_extended else ""
                rows.writerow([*_columns(student.person), extension])
        rows.writerows([*_columns(person), ""] for person in absent)


def _columns(person: Person) -> list[str]:
    return [person.id, person.login, person.name, person.email, person.section]


LATE = ("", "[late]", "percent = 10", 'per = "day"', "grace_minutes = 15", "floor = 50")


def write_course(units: Sequence[str], quiz_seed: int, path: Path) -> None:
    """Write a course file that adds deadlines, a week apart, what being late costs and a seed for the quiz."""
    lines = [f'"{unit}" = {deadline(units, unit).isoformat()}' for unit in units]
    text = "\n".join(
        [
            'extends = "default"',
            'name = "A made-up class"',
            "",
            "[deadlines]",
            *lines,
            *LATE,
            "",
            "[quiz]",
            f"seed = {quiz_seed}",
            "",
        ]
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def deadline(units: Sequence[str], unit: str) -> datetime:
    """Until when a unit is to be handed in."""
    return FIRST_DEADLINE + units.index(unit) * WEEK


def _sheet_name(unit: str, form: HandInForm) -> str:
    """Where in a hand-in the sheet of a unit lies."""
    return f"quiz-{Unit(unit).short}.toml" if form is HandInForm.FILES else f"{unit}/{FILE_NAME}"


def _write_folder(student: Student, folder: Path, units: Sequence[str]) -> None:
    folder.mkdir(exist_ok=True)
    for unit, text in student.texts.items():
        path = (folder / unit if student.form is HandInForm.FOLDERS else folder) / Unit(unit).file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        if student.form is HandInForm.FOLDERS:
            time = deadline(units, unit) + (student.late if student.late and unit == units[0] else -IN_TIME)
            (path.parent / "timestamp.txt").write_text(f"{time:%Y-%m-%d %H:%M:%S.%f} UTC\n", encoding="utf-8")
    for unit, text in student.sheets.items():
        (folder / _sheet_name(unit, student.form)).write_text(text, encoding="utf-8", newline="\n")


def _write_zip(student: Student, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit, text in student.texts.items():
            archive.writestr(f"{student.name}/{unit}/{Unit(unit).file}", text)
        for unit, text in student.sheets.items():
            archive.writestr(f"{student.name}/{_sheet_name(unit, student.form)}", text)
