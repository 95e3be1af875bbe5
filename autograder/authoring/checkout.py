"""Make everything that is derived and kept in the repository: expected values, empty masters, the students' files."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import extras
from autograder.authoring.stubs import PACKAGED_MASTERS, fill_docstrings
from autograder.catalogue.load import rule_of
from autograder.errors import UsageError
from autograder.expected.files import is_nearly
from autograder.expected.lookup import PACKAGE, derived_files, key_for
from autograder.model import Exercise
from autograder.model.course import Course, Unit


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
    """Each exercise of the course once for each convention of its rule."""
    return tuple(
        dataclasses.replace(exercise, convention=convention.name)
        for exercise in course.exercises
        for convention in rule_of(exercise).conventions
    )


Content = str | bytes
"""What a file should hold: text, or a table."""


def expected_files(course: Course, checkout: Checkout, *, workers: int) -> dict[Path, Content]:
    """Every derived file of the checkout with what it should hold; UsageError without nbgrader."""
    extras.require("notebook", "grade build")
    return {**derived_files(under_every_convention(course), workers=workers), **handed_out_files(course, checkout)}


def handed_out_files(course: Course, checkout: Checkout) -> dict[Path, str]:
    """What students get, and the masters without solutions, with the text that they should have."""
    from autograder.authoring.notebooks.make import clear_solutions
    from autograder.authoring.notebooks.units import notebook_of_master

    files = {}
    keys = key_for(course.exercises).exercises
    for unit in course.units:
        master = checkout.master(unit)
        filled = fill_docstrings(master, keys)
        files[PACKAGED_MASTERS / unit / Unit(unit).file] = clear_solutions(master)
        files[checkout.assignments / unit / Unit(unit).file] = clear_solutions(filled)
        files[checkout.assignments / unit / Unit(unit).notebook] = notebook_of_master(
            filled, course.of_unit(unit), keys
        )
    return files


def out_of_date(files: Mapping[Path, Content]) -> list[Path]:
    """The derived files that do not hold what they should, and files that nothing derives any more."""
    different = [path for path, content in files.items() if not path.is_file() or not _holds(path, content)]
    return sorted([*different, *unlisted({path.parent for path in files}, set(files))])


def _holds(path: Path, content: Content) -> bool:
    if isinstance(content, str):
        return path.read_text(encoding="utf-8") == content
    return is_nearly(path.read_bytes(), content)


def unlisted(folders: set[Path], listed: set[Path]) -> list[Path]:
    """Files in some folders that nothing lists."""
    found = (path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file())
    return sorted(path for path in found if path not in listed)


def write(files: Mapping[Path, Content]) -> list[Path]:
    """Bring the derived files up to date; returns those that changed."""
    changed = out_of_date(files)
    for path in changed:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            content = files[path]
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        else:
            path.unlink()
    return changed


def names_of(paths: Sequence[Path], root: Path) -> list[str]:
    """Paths as a reader of the repository knows them."""
    return [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in paths]
