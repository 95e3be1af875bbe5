"""What lies in a submission and was not read: whether it may be work, and what to say of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from autograder.model.course import Unit
from autograder.submissions.forms import Chosen, holds
from autograder.submissions.found import Found, Reader, Walk
from autograder.submissions.names import shown
from autograder.submissions.timestamps import FILE as TIMESTAMP
from autograder.submissions.unit_names import (
    ARCHIVE,
    DOCUMENT,
    HANDED_OUT,
    is_like,
    is_unit_folder,
    may_hold_code,
    meant_for,
)

if TYPE_CHECKING:
    from autograder.submissions.layout import Wanted

MOST_NAMED = 6
"""Folders that a sentence is said of."""
MOST_HIDDEN_READ = 50
"""How many hidden files are looked into for what is missing."""


def may_be_work(name: str) -> bool:
    """Whether a file looks like code, or like an archive that may hold some."""
    is_archive = ARCHIVE.search(name) is not None
    return may_hold_code(name) or is_archive or DOCUMENT.search(name) is not None or "." not in name


def is_in_its_place(one: Found, files: Collection[str]) -> bool:
    """Whether a file is where some unit's file belongs, and so is neither another's nor a stray."""
    if len(one.parts) == 1:
        return one.name in files
    return is_unit_folder(one.parts[-2]) and one.name in Unit(one.parts[-2]).files


def still_open(units: Mapping[str, Chosen]) -> str:
    """What is missing, or not written, as half a sentence; empty where nothing is."""
    missing = [Unit(name).file for name, unit in units.items() if unit.file is None]
    unwritten = [name for unit in units.values() if unit.file is not None for name in unit.unwritten]
    if missing:
        return f"still missing: {', '.join(missing)}"
    return f"not written: {', '.join(unwritten)}" if unwritten else ""


def is_unread(one: Found, wanted: Wanted, reader: Reader, *, documents: bool) -> bool:
    """Whether a file may hold code, and was not read; a document holds some only where a whole file is missing."""
    if one.opened is not None or reader.was_read(one) or is_in_its_place(one, wanted.files) or one.name == TIMESTAMP:
        return False
    is_document = DOCUMENT.search(one.name) is not None or is_like(one.name, wanted.units)
    return may_hold_code(one.name) or ARCHIVE.search(one.name) is not None or (documents and is_document)


def hidden_work(walk: Walk, units: Mapping[str, Chosen], wanted: Wanted, reader: Reader) -> Iterator[str]:
    """What is hidden and holds functions that are missing, and which folders are too deep to be looked into."""
    lacking = [name for counts in units.values() for name in counts.unwritten]
    files = (one for one in walk.hidden_files() if may_hold_code(one.name) or is_like(one.name, wanted.units))
    for one in islice(files, MOST_HIDDEN_READ):
        if names := holds(one, lacking, reader):
            yield f"{shown(one.label)} holds {', '.join(names)}, and was not read: it is hidden, or of an environment"
    for deep in [one for one in walk.hidden if one.is_too_deep][:MOST_NAMED]:
        yield f"{shown(deep.label)}/ was not looked into: it lies {walk.deepest} folders deep"


def may_be_the_work(one: Found, wanted: Wanted, reader: Reader) -> bool:
    """Whether a file that was not read may be all that a student did: not what a folder is handed out with."""
    if one.name == TIMESTAMP:
        return False
    unit = meant_for(one.name, tuple(wanted.functions))
    if unit is not None and unit not in wanted.units:
        return False
    asked = [name for unit in wanted.units for name in wanted.functions[unit]]
    return HANDED_OUT.match(one.name) is None or bool(holds(one, asked, reader))
