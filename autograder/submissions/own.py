"""A student's own modules: files of the submission that a unit's code imports, as text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from autograder.model.submission import SourceFile
from autograder.submissions.files import UnreadableError, decode

MOST_OWN: Final = 20
"""How many of its own files the code of a unit may import, each with those that it imports itself."""
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+\.*(?P<module>\w*)[\w.]*[ \t]+import[ \t]+\(?(?P<names>[\w, \t]*)"
    r"|import[ \t]+(?P<modules>\w[\w., \t]*))",
    re.MULTILINE,
)
_WRITTEN = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?(?:\./)?(\w+)\.py[ \t]*\n(.*)", re.DOTALL)
"""A cell of a notebook that writes a module."""
_ELSEWHERE = frozenset([*sys.stdlib_module_names, "numpy", "autograder", "grade_descent"])


class Labelled(Protocol):
    """A file of the submission; its label is its path."""

    @property
    def label(self) -> str: ...


File = TypeVar("File", bound=Labelled)


def with_own(file: SourceFile, found: Sequence[File], content: Callable[[File], bytes]) -> SourceFile:
    """A unit's file with the modules of the student's own that it imports: files beside it, or anywhere else.

    `content` gives the bytes of a file, or raises UnreadableError: then it cannot be imported.
    """
    source = "\n".join(cell.source for cell in file.cells)
    if not any(True for _ in imported(source)):
        return file
    folder = file.name.rpartition("/")[0]
    nearest = sorted(found, key=lambda one: (one.label.rpartition("/")[0] != folder, one.label.count("/")))

    written = {match[1]: match[2] for cell in file.cells if (match := _WRITTEN.match(cell.source))}

    def text_of(module: str) -> str | None:
        if module in written:
            return written[module]
        for one in nearest:
            if one.label.rpartition("/")[2] == f"{module}.py" and one.label != file.name:
                try:
                    return decode(content(one), f"{module}.py")
                except UnreadableError:
                    return None
        return None

    return replace(file, own=own_modules(source, text_of))


def imported(source: str) -> Iterator[str]:
    """Names of modules that source imports, and that may be files of its author."""
    for line in _IMPORT.finditer(source):
        names = line["module"] or line["modules"] or line["names"] or ""
        for name in names.split(","):
            module = name.strip().partition(" ")[0].partition(".")[0]
            if module and module not in _ELSEWHERE:
                yield module


def own_modules(source: str, text_of: Callable[[str], str | None]) -> Mapping[str, str]:
    """The student's own modules that some source imports, and those that they import: name -> source.

    `text_of` gives the text of the module of that name, or None where the student handed in no such file.
    """
    found: dict[str, str] = {}
    waiting = list(dict.fromkeys(imported(source)))
    asked = set(waiting)
    while waiting and len(found) < MOST_OWN:
        name = waiting.pop(0)
        text = text_of(name)
        if text is None:
            continue
        found[name] = text
        more = [module for module in imported(text) if module not in asked]
        asked.update(more)
        waiting += dict.fromkeys(more)
    return found
