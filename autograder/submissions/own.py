"""A student's own modules and packages: files of the submission that a unit's code imports, as text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeAlias, TypeVar

from autograder.basics.dataclass import dataclass
from autograder.model.submission import SourceFile
from autograder.submissions.files import UnreadableError, decode

MOST_OWN: Final = 40
"""How many of its own files the code of a unit may import, each with those that it imports itself."""
DEEPEST: Final = 10
"""So many parts a module's name has at most."""
INIT: Final = "__init__"
_IMPORT = re.compile(
    r"[ \t]*+(?:from[ \t]+(?P<dots>\.*)(?P<module>[\w.]*)[ \t]+import[ \t]+"
    r"(?:\((?P<inside>[^()]*)\)?|(?P<names>[\w, \t]*))"
    r"|import[ \t]+(?P<modules>\w[\w., \t]*))"
)
_ASKED = re.compile(r"(?:import_module|__import__)\([ \t]*['\"](\w[\w.]*)['\"]")
_WRITTEN = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?(?:\./)?(\w+)\.py[ \t]*\n(.*)", re.DOTALL)
"""A cell of a notebook that writes a module."""
_ELSEWHERE = frozenset([*sys.builtin_module_names, "numpy", "autograder", "grade_descent"])
Path: TypeAlias = tuple[str, ...]
"""A module's name, part by part."""


@dataclass(frozen=True, slots=True)
class Import:
    """What one statement imports: names from a module, or the module; the level counts the dots before it."""

    path: Path
    names: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Own:
    """A module, or a package by what its `__init__` says."""

    text: str
    is_package: bool = False


class Placed(Protocol):
    """A file of the submission: its path below the student's folder, and as the student knows it."""

    @property
    def parts(self) -> tuple[str, ...]: ...

    @property
    def label(self) -> str: ...


File = TypeVar("File", bound=Placed)


def with_own(
    file: SourceFile,
    found: Sequence[File],
    content: Callable[[File], bytes],
    of_unit: Callable[[str], SourceFile | None] = lambda name: None,
) -> SourceFile:
    """A unit's file with the modules of the student's own that it imports: files beside it, or anywhere else.

    `content` gives the bytes of a file, or raises UnreadableError: then it cannot be imported. `of_unit` gives what
    counts of another unit, be it a notebook, by the name that it is imported under; None where that is no unit's.
    """
    is_alone = len(found) == 1 and not any(cell.left_out for cell in file.cells)
    statements = [] if is_alone else list(imported("\n".join([cell.source for cell in file.cells])))
    written: dict[Path, Own] = {
        (match[1],): Own(match[2]) for cell in file.cells if cell.left_out and (match := _WRITTEN.match(cell.source))
    }
    names = {name for one in statements for name in one.path[:1] or one.names}
    if not (written or any(_is_called(one.parts, names) for one in found) or any(map(of_unit, names))):
        return file
    folder = next((one.parts[:-1] for one in found if one.label == file.name), ())
    others = [one for one in found if one.label != file.name]
    nearest = sorted(others, key=lambda one: (one.parts[: len(folder)] != folder, len(one.parts)))

    def find(path: Path) -> Own | None:
        is_pythons = path[0] in sys.stdlib_module_names  # whose file only hides Python's where it lies beside
        some = [one for one in nearest if one.parts[: -len(path)] == folder] if is_pythons else nearest
        unit = of_unit(path[0]) if len(path) == 1 else None
        return written.get(path) or (_unit(unit) if unit and unit.cells else _found(path, some, content))

    return replace(file, own=own_modules(statements, find))


def _is_called(parts: Path, names: set[str]) -> bool:
    """Whether a path may be that of a module or package with one of some names."""
    return parts[-1].partition(".")[0] in names or not names.isdisjoint(parts[:-1])


def _unit(file: SourceFile) -> Own:
    """Another unit's file as a module, as it is; of a notebook the cells, one below the other."""
    is_notebook = any(cell.number for cell in file.cells)
    cells = "\n\n".join(cell.source for cell in file.cells if not cell.left_out)
    return Own(cells if is_notebook or file.text is None else file.text)


def _found(path: Path, nearest: Sequence[File], content: Callable[[File], bytes]) -> Own | None:
    """The module of that name, or the package; a folder of modules is one too."""
    module, package = (*path[:-1], f"{path[-1]}.py"), (*path, f"{INIT}.py")
    for one in nearest:
        is_package = one.parts[-len(package) :] == package
        if is_package or one.parts[-len(module) :] == module:
            try:
                return Own(decode(content(one), one.parts[-1]), is_package)
            except UnreadableError:
                return None
    is_folder = any(one.parts[-len(path) - 1 : -1] == path and one.parts[-1].endswith(".py") for one in nearest)
    return Own("", is_package=True) if is_folder else None


def imported(source: str) -> Iterator[Import]:
    """What source imports that may be files of its author."""
    for line in _import_lines(source):
        if line["modules"]:
            paths = [tuple(name.strip().partition(" ")[0].split(".")) for name in line["modules"].split(",")]
            yield from (Import(path) for path in paths if path[0] and path[0] not in _ELSEWHERE)
            continue
        path = tuple(filter(None, line["module"].split(".")))
        names = re.sub(r"#.*", "", line["inside"] or line["names"] or "")
        if line["dots"] or (path and path[0] not in _ELSEWHERE):
            yield Import(path, tuple(re.findall(r"(\w+)(?:\s+as\s+\w+)?", names)), len(line["dots"]))
    if "import_" in source:  # of import_module and __import__
        yield from (Import(tuple(asked[1].split("."))) for asked in _ASKED.finditer(source))


def _import_lines(source: str) -> Iterator[re.Match[str]]:
    """The statements that stand on the lines with this word."""
    found = source.find("import")
    while found >= 0:
        line = _IMPORT.match(source, source.rfind("\n", 0, found) + 1)
        if line:
            yield line
        end = source.find("\n", line.end() if line else found)
        found = source.find("import", end) if end >= 0 else -1


def own_modules(statements: Iterable[Import], find: Callable[[Path], Own | None]) -> Mapping[str, str]:
    """The student's own modules that some statements import, and those that they import: name -> source.

    A package stands under the name of its `__init__`. `find` gives a module, or None where the student handed in no
    such file.
    """
    found: dict[Path, Own | None] = {}
    waiting: list[tuple[Import, Path]] = [(one, ()) for one in statements]

    def add(path: Path) -> bool:
        if path not in found and sum(own is not None for own in found.values()) < MOST_OWN and len(path) <= DEEPEST:
            found[path] = own = find(path)
            if own is not None:
                home = path if own.is_package else path[:-1]
                waiting.extend((one, home) for one in imported(own.text))
        return found.get(path) is not None

    def is_package(path: Path) -> bool:
        own = found[path]
        return own is not None and own.is_package

    while waiting:
        statement, home = waiting.pop(0)
        above = home[: max(len(home) - statement.level + 1, 0)] if statement.level else ()
        path = above + statement.path
        is_there = all(add(path[:end]) for end in range(1, len(path) + 1))
        if is_there and (not path or is_package(path)):  # what a module holds is no module
            for name in statement.names:
                add((*path, name))
    return {".".join((*path, INIT) if own.is_package else path): own.text for path, own in found.items() if own}
