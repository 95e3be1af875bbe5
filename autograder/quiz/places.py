"""The files in which the questions of a unit stand: those that come with the course, and the instructor's own."""

from __future__ import annotations

from pathlib import Path

from autograder.catalogue.course import BUILT_IN
from autograder.model.course import Course

FILE_NAME = "quiz.toml"
SHIPPED = Path(__file__).parent / "bank"
CHECKOUT = Path(__file__).parents[2] / "solutions"
OWN_FOLDER = "quiz"


def built_in_file(unit: str) -> Path | None:
    """The questions of a built-in unit: those that are written, in a checkout, or that ship; None if it has none."""
    places = (CHECKOUT / unit / FILE_NAME, SHIPPED / f"{unit}.toml")
    return next((place for place in places if place.is_file()), None)


def own_file(course: Course, unit: str) -> Path | None:
    """The instructor's own questions of a unit; None if there are none."""
    file = course.file.resolve()
    own = file.parent / OWN_FOLDER / f"{unit}.toml"
    return own if file != BUILT_IN and own.is_file() else None


def files_of_unit(course: Course, unit: str) -> tuple[Path, ...]:
    """All files in which questions of a unit stand."""
    return tuple(file for file in (built_in_file(unit), own_file(course, unit)) if file is not None)
