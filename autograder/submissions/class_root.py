"""Where in a folder or zip the students of a class lie: it may be one folder further down than was named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from autograder.errors import SubmissionError
from autograder.model.course import Unit
from autograder.submissions.layout import Wanted
from autograder.submissions.names import readable, shown
from autograder.submissions.platforms.layouts import FOLDERS, UPLOADED_AT
from autograder.submissions.platforms.recognise import recognised
from autograder.submissions.trees import Entry, Tree
from autograder.submissions.unit_names import is_hidden, is_left_by_system, is_unit_folder
from autograder.submissions.zips import Parts

MOST_ENTRIES_OF_CLASS = 200_000
MOST_DOWN = 4
"""Folders around a class that are looked through."""
MOST_CLASSES = 20
"""More folders than these are students, and not classes."""
PROJECT = frozenset(
    [
        "src",
        "lib",
        "code",
        "old",
        "new",
        "backup",
        "draft",
        "drafts",
        "test",
        "tests",
        "docs",
        "data",
        "assignments",
        "solutions",
    ]
)
"""Names of folders in a student's own work."""
BESIDE_SUBMITTED = frozenset(["source", "release", "autograded", "feedback", "gradebook.db", "nbgrader_config.py"])
"""What lies beside `submitted` in a course folder of nbgrader."""


def entries_of(tree: Tree, parts: Parts) -> list[Entry]:
    """What lies in a folder of a class, without what systems leave."""
    return [entry for entry in tree.entries(parts, MOST_ENTRIES_OF_CLASS) if not is_hidden(entry.name)]


def hidden_in(tree: Tree, parts: Parts) -> list[Entry]:
    """What is hidden in a folder of a class and may be somebody's; not what systems leave everywhere."""
    entries = tree.entries(parts, MOST_ENTRIES_OF_CLASS)
    return [entry for entry in entries if is_hidden(entry.name) and not is_left_by_system(entry.name)]


def _seen(tree: Tree, parts: Parts) -> list[Entry]:
    """What is to be seen in a folder; nothing where it is closed, which is said where it is read."""
    try:
        return entries_of(tree, parts)
    except OSError:
        return []


def class_root(tree: Tree, name: str, wanted: Wanted, platform: str) -> Parts:
    """The folder that holds a class, below one of that name; SubmissionError where it holds several classes."""
    entries = entries_of(tree, ())
    folders = [entry for entry in entries if entry.is_folder]
    if platform != FOLDERS and recognised(entries):
        return ()
    if any(entry.is_zip or entry.is_link or entry.out_of_reach for entry in entries):
        return ()
    if len(folders) == 1:
        found = _below(tree, (folders[0].name,), wanted, platform)
        packed = not is_unit_folder(folders[0].name) and readable(folders[0].name).lower() == name.lower()
        return found or ((folders[0].name,) if packed else ())
    if {entry.name for entry in entries} & BESIDE_SUBMITTED and any(entry.name == "submitted" for entry in folders):
        return _below(tree, ("submitted",), wanted, platform) or ("submitted",)
    classes = [entry for entry in folders if _is_class(tree, (entry.name,), wanted)] if _may_be_classes(folders) else []
    if classes and len(classes) == len(folders):
        names = ", ".join(shown(readable(entry.name)) for entry in classes)
        raise SubmissionError(f"each of the folders {names} holds several students: name one of them")
    return ()


def _may_be_classes(folders: Sequence[Entry]) -> bool:
    return 1 < len(folders) <= MOST_CLASSES


def _below(tree: Tree, parts: Parts, wanted: Wanted, platform: str) -> Parts | None:
    """The folder of a class at or below some place, if one is to be seen there."""
    if len(parts) > MOST_DOWN or is_unit_folder(parts[-1]):
        return None
    entries = _seen(tree, parts)
    if (platform != FOLDERS and recognised(entries)) or _is_class(tree, parts, wanted):
        return parts
    folders = [entry for entry in entries if entry.is_folder]
    return _below(tree, (*parts, folders[0].name), wanted, platform) if len(folders) == 1 else None


def _is_class(tree: Tree, parts: Parts, wanted: Wanted) -> bool:
    """Whether a folder holds several students: two folders with the same unit's file, or two zips."""
    entries = _seen(tree, parts)
    if sum(entry.is_zip for entry in entries) > 1:
        return True
    seen: set[str] = set()
    for entry in entries:
        if not entry.is_folder or is_unit_folder(entry.name) or entry.name.lower() in PROJECT:
            continue
        units = set(_units_in(tree, (*parts, entry.name), wanted))
        if seen & units:
            return True
        seen |= units
    return False


def _units_in(tree: Tree, parts: Parts, wanted: Wanted, deeper: int = 2) -> Iterator[str]:
    """Units whose file lies in a folder or not far below."""
    for entry in islice(_seen(tree, parts), MOST_CLASSES * 10):
        if entry.is_folder and deeper:
            yield from _units_in(tree, (*parts, entry.name), wanted, deeper - 1)
        elif not entry.is_folder:
            name = UPLOADED_AT.sub("", entry.name)
            yield from (unit for unit in wanted.functions if name in Unit(unit).files)
