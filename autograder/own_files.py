"""A student's own files as modules, in the student's own Python: `from momentum import momentum`, also of a notebook.

What counts of a unit is what `grade check` would check. Of it only definitions, imports and assignments are carried
out: nothing is trained, drawn or checked because another file needs a function. While grading, none of this is there:
the sandbox finds the same files among what was handed in.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from autograder.catalogue.course import course_at
from autograder.errors import GradeDescentError
from autograder.model.course import Course, Unit
from autograder.model.submission import SourceFile
from autograder.sandbox.child.parts import Statement, statements
from autograder.sandbox.surroundings import OF_UNIT
from autograder.submissions import Wanted, read_student

CARRIED_OUT = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
)


def install(folder: Path) -> None:
    """Let files of a course's units be imported by name; `folder` holds the file that imports them."""
    course = course_at(None, folder)
    home = folder.parent if folder.name in course.units else folder
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, OwnFiles)]
    sys.meta_path.insert(0, OwnFiles(home, course))


class OwnFiles(MetaPathFinder):
    """Finds the file or notebook that counts of a unit, by the unit's name."""

    def __init__(self, home: Path, course: Course) -> None:
        self._home = home
        self._course = course
        self._units = {Unit(unit).short: Unit(unit) for unit in course.units}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What loads a unit's file; None for a module that is none, or where there is no such file."""
        unit = self._units.get(fullname)
        if unit is None:
            return None
        paths = self._paths(unit)
        if not paths:
            return self._elsewhere(unit, path)
        try:
            read = read_student(paths, Wanted.of(self._course, (unit.name,)))
        except GradeDescentError as error:
            raise ImportError(str(error), name=fullname) from error
        file = read.files.get(unit.name)
        if file is None:
            return self._elsewhere(unit, path)
        if file.problem:
            raise ImportError(file.problem, name=fullname)
        return ModuleSpec(fullname, _OfCells(file), origin=file.name)

    def _elsewhere(self, unit: Unit, path: Sequence[str] | None) -> ModuleSpec | None:
        """A module of that name wherever Python finds it; ModuleNotFoundError says what is missing."""
        found = PathFinder.find_spec(unit.short, path)
        if found is None:
            missing = f"there is no {unit.name}/{unit.file}, and no notebook of it, in {self._home}"
            raise ModuleNotFoundError(f"{missing}: type  grade start  there", name=unit.short)
        return found

    def _paths(self, unit: Unit) -> list[Path]:
        """Where the unit's file may lie: in its folder, or beside the others."""
        places = (self._home / unit.name, *(self._home / name for name in unit.files))
        return [place for place in places if place.exists()]


class _OfCells(Loader):
    """Makes a module of the cells of a file."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file

    def exec_module(self, module: ModuleType) -> None:
        """Carry out what defines something; a warning says what of it failed."""
        setattr(module, OF_UNIT, True)
        for cell in self._file.cells:
            for statement in statements(cell.source, cell.line, self._file.name):
                if statement.error is not None or isinstance(statement.node, CARRIED_OUT):
                    self._carry_out(statement, module)

    def _carry_out(self, statement: Statement, module: ModuleType) -> None:
        try:
            exec(statement.code(self._file.name, 0), module.__dict__)
        except Exception as error:
            said = f"{self._file.name}, line {statement.line} was left out: {type(error).__name__}: {error}"
            warnings.warn(said, stacklevel=2)
