"""From the files found in a submission to the submission: each unit's files, the sheets, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Self

from autograder.basics.dataclass import dataclass
from autograder.model import Limits
from autograder.model.course import Course, Unit
from autograder.model.submission import SourceFile, Submission
from autograder.submissions.files import UnreadableError
from autograder.submissions.forms import (
    Chosen,
    chosen_of,
    may_hold_functions,
    mentioned_in,
    only,
)
from autograder.submissions.found import Found, Reader, Walk
from autograder.submissions.names import shown
from autograder.submissions.own import with_own
from autograder.submissions.repairs import is_repair, repairs_of
from autograder.submissions.sheets import sheets_of
from autograder.submissions.tiers import places_of
from autograder.submissions.timestamps import collected
from autograder.submissions.unit_names import (
    OF_TOOLS,
)
from autograder.submissions.unread import (
    hidden_work,
    is_in_its_place,
    is_unread,
    may_be_the_work,
    may_be_work,
    still_open,
)
from autograder.submissions.usual import is_written_throughout, usual_files

MOST_NOTES = 6
IN_VAIN = "Something was handed in, but no file of the course that can be read"
MOST_ZIPS = 10
"""How many zips in a submission are opened."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: functions of some units, within limits."""

    units: tuple[str, ...]
    functions: Mapping[str, tuple[str, ...]]
    """By unit, of all units of the course, asked for or not."""
    limits: Limits

    @classmethod
    def of(cls, course: Course, units: Sequence[str] = ()) -> Self:
        """All that a course asks for, or some units of it."""
        functions = {unit: tuple(e.name for e in course.of_unit(unit)) for unit in course.units}
        return cls(tuple(units or course.units), functions, course.limits)

    @property
    def files(self) -> frozenset[str]:
        """The names of all files of the course."""
        return _files(tuple(self.functions))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all functions of the course."""
        return tuple(chain.from_iterable(self.functions.values()))


@lru_cache(maxsize=64)
def _files(units: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for unit in units for name in Unit(unit).files)


def chosen(
    student: str,
    found: Sequence[Found],
    wanted: Wanted,
    beside: Sequence[Found] = (),
    walk: Walk | None = None,
) -> Submission:
    """What counts of the files found, and in notes what was read under another name and what was not read.

    Zips among them are opened where something is missing or unwritten. What lies `beside` them may be imported, and is
    not read for anything else. What the `walk` to them has passed over is named where it may hold what is missing.
    """
    names = wanted.files
    reader = Reader(wanted.limits, wanted.names)
    if not beside and (usual := _usual(student, found, wanted, reader, walk)) is not None:
        return usual
    everything, found = found, [one for one in found if not is_repair(one.name, names)]
    # what was passed over may hold what the one file of a unit lacks
    is_all = walk is None or all(one.entry.name in OF_TOOLS for one in walk.hidden)
    units = _units(found, wanted, reader, is_all=is_all)
    notes: list[str] = []
    zips = [one for one in found if one.opened is not None]
    if zips and any(unit.file is None or unit.unwritten for unit in units.values()):
        plain = [one for one in found if one.opened is None]
        inside = list(_inside(zips[:MOST_ZIPS], notes))
        everything = [*everything, *inside]
        inside = [one for one in inside if not is_repair(one.name, names)]
        found = [*plain, *inside, *map(_closed, zips[MOST_ZIPS:])]
        units = _units(found, wanted, reader, is_all=False)
    near = [*found, *beside]
    others = _Others(near, wanted, reader, {name: unit.file for name, unit in units.items()})
    files = {
        name: with_own(unit.file, near, reader.imported, others.file_of)
        for name, unit in units.items()
        if unit.file is not None
    }
    said = [note for unit in units.values() for note in (*unit.notes, *(unit.file.notes if unit.file else ()))]
    elsewhere = {
        name: with_own(file, near, reader.imported, others.file_of)
        for unit in units.values()
        for name, file in unit.elsewhere.items()
    }
    still = still_open(units)
    is_missing = any(unit.file is None for unit in units.values())
    sheets, repairs = tuple(sheets_of(found, reader)), tuple(repairs_of(everything, names, reader))
    is_there = files or elsewhere or sheets or repairs
    unread = [one for one in found if still and is_unread(one, wanted, reader, documents=is_missing)]
    hidden = list(hidden_work(walk, units, wanted, reader)) if walk and still else []
    if not is_there and not unread:
        unread = [one for one in found if one.opened is None and not is_in_its_place(one, names)]
    is_in_vain = not is_there and (notes or hidden or any(may_be_the_work(one, wanted, reader) for one in unread))
    notes = [*said[:MOST_NOTES], *notes, *(f"{shown(one.label)} was not read; {still}" for one in unread[:MOST_NOTES])]
    if len(unread) > MOST_NOTES:
        notes.append(f"and {len(unread) - MOST_NOTES} more files were not read")
    in_vain = IN_VAIN if is_in_vain else ""
    notes += hidden
    when = collected(found, wanted.units, reader.content)
    return Submission(
        student,
        files,
        (*notes, *when.notes),
        "",
        sheets=sheets,
        repairs=repairs,
        elsewhere=elsewhere,
        origin=when.origin_of(student),
        in_vain=in_vain,
    )


def _usual(
    student: str, found: Sequence[Found], wanted: Wanted, reader: Reader, walk: Walk | None
) -> Submission | None:
    """The submission where nothing in it takes a closer look."""
    files = usual_files(found, wanted.units, wanted.functions, reader)
    if files is None or (walk is not None and walk.hidden and not _is_whole(files, wanted)):
        return None
    if len(found) > 1 or any(cell.left_out for file in files.values() for cell in file.cells):
        others = _Others(found, wanted, reader, dict(files))
        files = {unit: with_own(file, found, reader.imported, others.file_of) for unit, file in files.items()}
    notes = [note for file in files.values() for note in file.notes]
    return Submission(student, files, tuple(notes[:MOST_NOTES]), "")


def _is_whole(files: Mapping[str, SourceFile], wanted: Wanted) -> bool:
    """Whether some files are all that is asked for, and written."""
    functions = wanted.functions
    return all(unit in files and is_written_throughout(files[unit], functions[unit]) for unit in wanted.units)


def _units(found: Sequence[Found], wanted: Wanted, reader: Reader, *, is_all: bool) -> dict[str, Chosen]:
    """What counts of each unit that is asked for, where the files found are all that there is or not."""
    files = wanted.files
    work = [one for one in found if may_be_work(one.name)]
    others = [one for one in work if may_hold_functions(one)]
    is_all = is_all and all(is_in_its_place(one, files) for one in work)
    places = places_of(found, tuple(wanted.functions))
    units = dict.fromkeys(wanted.units, Chosen())
    for unit in [unit for unit in wanted.units if unit in places]:
        tiers, functions = places[unit], wanted.functions[unit]
        named = [one for tier in tiers for one in tier]
        is_alone = is_all and len(named) == 1
        if is_alone:
            units[unit] = only(unit, named[0], reader)
        if not is_alone or (len(others) > 1 and _may_lack(units[unit].file, functions)):
            units[unit] = chosen_of(unit, functions, tiers, others, reader, files)
    absent = [unit for unit in wanted.units if unit not in places]
    mentioned = mentioned_in(others, reader) if absent else frozenset()
    for unit in absent:
        functions = wanted.functions[unit]
        if mentioned.isdisjoint(functions):
            units[unit] = Chosen(unwritten=functions)
        else:
            units[unit] = chosen_of(unit, functions, (), others, reader, files)
    return units


@lru_cache(maxsize=64)
def _by_module(units: tuple[str, ...]) -> Mapping[str, str]:
    """By the name that its file is imported under, the first unit of that name."""
    return {Unit(unit).short: unit for unit in reversed(units)}


@dataclass(frozen=True, slots=True)
class _Others:
    """What counts of the units that others import, each looked for when it is first imported."""

    found: Sequence[Found]
    wanted: Wanted
    reader: Reader
    known: dict[str, SourceFile | None]

    def file_of(self, name: str) -> SourceFile | None:
        """What counts of the unit whose file has that name; None where there is none."""
        unit = _by_module(tuple(self.wanted.functions)).get(name)
        if unit is None:
            return None
        if unit not in self.known:
            alone = _units(self.found, replace(self.wanted, units=(unit,)), self.reader, is_all=True)
            self.known[unit] = alone[unit].file
        return self.known[unit]


def _may_lack(file: SourceFile | None, functions: Sequence[str]) -> bool:
    """Whether a unit's file may not hold all its functions written: then another one may."""
    return file is None or not is_written_throughout(file, functions)


def _inside(zips: Sequence[Found], notes: list[str]) -> Iterator[Found]:
    """What some zips hold; a note says why one cannot be opened."""
    for one in zips:
        assert one.opened is not None
        try:
            yield from map(_closed, one.opened())
        except UnreadableError as error:
            notes.append(f"{shown(one.label)} was not read: {error}")


def _closed(one: Found) -> Found:
    """A file as one that is not opened any further."""
    return replace(one, opened=None)
