"""Make everything that is derived and kept in the repository: expected values, empty masters, the students' files."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.sheets import sheet_of_unit
from autograder.authoring.stubs import PACKAGED_MASTERS, fill_docstrings
from autograder.authoring.withheld import as_handed_out
from autograder.basics import extras
from autograder.catalogue.load import rule_of
from autograder.errors import UsageError
from autograder.expected.files import key_from
from autograder.expected.shipped import PACKAGE, shipped_file, shipped_files
from autograder.model import Exercise, ExerciseKey
from autograder.model.course import Course, Unit
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.places import FILE_NAME as QUESTIONS
from autograder.quiz.places import SHIPPED
from autograder.quiz.sheets import FILE_NAME as SHEET


@dataclass(frozen=True, slots=True)
class Checkout:
    """The repository's folders; only a checkout has masters with solutions."""

    root: Path

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    @property
    def assignments(self) -> Path:
        return self.root / "assignments"

    def master(self, unit: str) -> str:
        """The master of a unit; UsageError where it is missing."""
        path = self.solutions / unit / Unit(unit).file
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise UsageError(f"{path} is missing: every unit of the course needs its master") from None


def find_checkout() -> Checkout | None:
    """The checkout that this package runs from; None where it is installed without one."""
    root = PACKAGE.parent
    is_checkout = (root / "solutions").is_dir() and (root / "pyproject.toml").is_file()
    return Checkout(root) if is_checkout else None


def require_checkout(what: str) -> Checkout:
    """The checkout, or a UsageError that says how to get one."""
    checkout = find_checkout()
    if checkout is None:
        raise UsageError(
            f"{what} needs the solutions, which are not installed: clone the repository, type  pip install -e .  "
            "in it, and try again there"
        )
    return checkout


def under_every_convention(course: Course) -> tuple[Exercise, ...]:
    """Each exercise of the course once for each convention of its rule; one without a rule has only one form."""
    return tuple(form for exercise in course.exercises for form in _forms(exercise))


def _forms(exercise: Exercise) -> tuple[Exercise, ...]:
    if exercise.is_reference:
        return (exercise,)
    return tuple(dataclasses.replace(exercise, convention=one.name) for one in rule_of(exercise).conventions)


def expected_files(course: Course, checkout: Checkout, *, workers: int, anew: bool = False) -> dict[Path, str]:
    """Every derived file of the checkout with the text that it should hold; UsageError without nbgrader.

    Expected values are derived where what they follow from has changed, or all of them `anew`.
    """
    extras.require("notebook", "grade build")
    shipped = shipped_files(under_every_convention(course), workers=workers, anew=anew)
    keys = {exercise.name: key_from(shipped[shipped_file(exercise)]) for exercise in course.exercises}
    return {**shipped, **handed_out_files(course, checkout, keys)}


def handed_out_files(course: Course, checkout: Checkout, keys: Mapping[str, ExerciseKey]) -> dict[Path, str]:
    """What students get, and what ships: masters without solutions, and the notebooks; each with its text."""
    from autograder.authoring.notebooks.make import clear_solutions
    from autograder.authoring.notebooks.units import notebook_of_master

    files = {}
    keys = {exercise.name: as_handed_out(exercise, keys[exercise.name]) for exercise in course.exercises}
    for unit in course.units:
        master = checkout.master(unit)
        filled = fill_docstrings(master, keys)
        files[PACKAGED_MASTERS / unit / Unit(unit).file] = clear_solutions(master)
        files[checkout.assignments / unit / Unit(unit).file] = clear_solutions(filled)
        notebook = notebook_of_master(filled, course.of_unit(unit), keys)
        for folder in (checkout.assignments, PACKAGED_MASTERS):  # students' installations cannot make it
            files[folder / unit / Unit(unit).notebook] = notebook
    return {**files, **quiz_files(course, checkout)}


def quiz_files(course: Course, checkout: Checkout) -> dict[Path, str]:
    """The sheets that anybody may fill in, and the questions as they ship."""
    quiz = CourseQuiz.of(course)
    files = {checkout.assignments / unit / SHEET: sheet_of_unit(quiz, unit) for unit in quiz.questions}
    for unit in quiz.questions:
        written = checkout.solutions / unit / QUESTIONS
        files[SHIPPED / f"{unit}.toml"] = written.read_text(encoding="utf-8")
    return files


def out_of_date(files: Mapping[Path, str]) -> list[Path]:
    """The derived files that do not hold what they should, and files that nothing derives any more."""
    different = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    return sorted([*different, *unlisted({path.parent for path in files}, set(files))])


def unlisted(folders: set[Path], listed: set[Path]) -> list[Path]:
    """Files in some folders that nothing lists."""
    found = (path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file())
    return sorted(path for path in found if path not in listed)


def write(files: Mapping[Path, str]) -> list[Path]:
    """Bring the derived files up to date; returns those that changed."""
    changed = out_of_date(files)
    for path in changed:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return changed


def names_of(paths: Sequence[Path], root: Path) -> list[str]:
    """Paths as a reader of the repository knows them."""
    return [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in paths]
