"""A submission as most are: each file where it belongs, one of each unit, and each function in its unit's file.

Then a name tells which unit a file is, and nothing has to be known of what is written in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from autograder.model.course import Unit
from autograder.model.submission import SourceFile
from autograder.submissions.found import Found, Reader
from autograder.submissions.unit_names import is_unit_folder
from autograder.submissions.zips import Parts

_EMPTY = re.compile(r":[ \t]*(?:pass|\.\.\.)[ \t]*\n|\n[ \t]+(?:pass|\.\.\.)[ \t]*[#\n]")
"""What may stand in the place of a function's body."""
_DEFINITION = re.compile(r"def (\w+)")


def usual_files(
    found: Iterable[Found], units: Sequence[str], functions: Mapping[str, Sequence[str]], reader: Reader
) -> dict[str, SourceFile] | None:
    """The files of some units, where those found are one for each unit in its place; None where it takes a closer look.

    `functions` are by unit those of the whole course. A closer look is taken where a function that a unit's file may
    lack is named in the file of another.
    """
    places, by_unit = _places(tuple(functions)), dict[str, Found]()
    for one in found:
        unit = places.get(one.parts) or _unit_of_another_course(one.parts)
        if unit is None or unit in by_unit:
            return None
        by_unit[unit] = one
    files = {unit: reader.source(by_unit[unit]) for unit in units if unit in by_unit}
    for unit in units:
        others = [one for other, one in by_unit.items() if other != unit]
        is_whole = not others or (unit in files and is_written_throughout(files[unit], functions[unit]))
        if not is_whole and any(not reader.mentions(one).isdisjoint(functions[unit]) for one in others):
            return None
    return files or None


@lru_cache(maxsize=64)
def _places(units: tuple[str, ...]) -> Mapping[Parts, str]:
    """Where files of units belong: in the unit's folder, or beside those of other units."""
    shared = [name for unit in units for name in Unit(unit).files]
    return dict(place for unit in units for place in _places_of(unit, shared))


def _places_of(unit: str, shared: Sequence[str]) -> Iterator[tuple[Parts, str]]:
    for name in Unit(unit).files:
        yield (unit, name), unit
        if shared.count(name) == 1:
            yield (name,), unit


def _unit_of_another_course(parts: Parts) -> str | None:
    """The unit whose file lies in its folder, where the course does not have it."""
    is_one = len(parts) == 2 and is_unit_folder(parts[0]) and parts[1] in Unit(parts[0]).files
    return parts[0] if is_one else None


def is_written_throughout(file: SourceFile, functions: Sequence[str]) -> bool:
    """Whether a unit's file holds all its functions, and nothing in it looks as if one were not written.

    So it is with a file that cannot be read: what is in it is not known.
    """
    if file.text is None:
        return True
    text = "\n".join(cell.source for cell in file.cells)
    may_be_open = "NotImplementedError" in text or (("pass" in text or "..." in text) and _EMPTY.search(text))
    return not may_be_open and set(_DEFINITION.findall(text)).issuperset(functions)
