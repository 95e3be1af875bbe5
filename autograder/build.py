"""Make everything that is derived and kept in the repository: expected values, empty masters, the students' files."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import BUILT_IN, Course
from autograder.errors import UsageError
from autograder.key import PACKAGE, Key, derived_files, key_for
from autograder.key_files import is_nearly
from autograder.model import Exercise, ExerciseKey
from autograder.notebook import extra
from autograder.rule_files import rule_of
from autograder.stubs import PACKAGED_MASTERS, file_name, fill_docstrings, notebook_name, stub_of_unit


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
        path = self.solutions / unit / file_name(unit)
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
    extra.require("grade build")
    return {**derived_files(under_every_convention(course), workers=workers), **handed_out_files(course, checkout)}


def handed_out_files(course: Course, checkout: Checkout) -> dict[Path, str]:
    """What students get, and the masters without solutions, with the text that they should have."""
    from autograder.notebook.make import clear_solutions
    from autograder.notebook.units import notebook_of_master

    files = {}
    keys = key_for(course.exercises).exercises
    for unit in course.units:
        master = checkout.master(unit)
        filled = fill_docstrings(master, keys)
        files[PACKAGED_MASTERS / unit / file_name(unit)] = clear_solutions(master)
        files[checkout.assignments / unit / file_name(unit)] = clear_solutions(filled)
        files[checkout.assignments / unit / notebook_name(unit)] = notebook_of_master(
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


def write_course(course: Course, key: Key, folder: Path) -> list[Path]:
    """Write the students' files of a course, its course file and its own rules into a folder; never overwrites.

    Notebooks are among them where the extra `notebook` is installed.
    """
    files = {
        folder / unit / file_name(unit): stub_of_unit(unit, key_of_unit(course, key, unit)) for unit in course.units
    }
    if extra.is_installed():
        from autograder.notebook.units import student_notebook

        for unit in course.units:
            keys = key_of_unit(course, key, unit)
            files[folder / unit / notebook_name(unit)] = student_notebook(unit, course.of_unit(unit), keys)
    if course.file.resolve() != BUILT_IN:
        files[folder / "course.toml"] = course.file.read_text(encoding="utf-8-sig")
        own_rules = [exercise.rule for exercise in course.exercises if Path(exercise.folder) != BUILT_IN.parent]
        files |= {folder / rule: (course.file.parent / rule).read_text(encoding="utf-8") for rule in own_rules}
    return write_new(files)


def key_of_unit(course: Course, key: Key, unit: str) -> Mapping[str, ExerciseKey]:
    """The keys of one unit's exercises, by name."""
    return {exercise.name: key.exercises[exercise.name] for exercise in course.of_unit(unit)}


def write_new(files: Mapping[Path, str]) -> list[Path]:
    """Write files that are not there yet; those that are stay as they are. Returns the ones written."""
    written = []
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        written.append(path)
    return written


def workers() -> int:
    """How many processes to derive with: the cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def names_of(paths: Sequence[Path], root: Path) -> list[str]:
    """Paths as a reader of the repository knows them."""
    return [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in paths]
