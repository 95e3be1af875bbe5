"""Which platform a class was downloaded from, and which entries are whose."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.model.submission import Origin
from autograder.submissions.names import readable, same_student
from autograder.submissions.platforms.blackboard import usernames
from autograder.submissions.platforms.gradescope import FILE as METADATA
from autograder.submissions.platforms.layouts import LAYOUTS, Layout, time_of
from autograder.submissions.trees import Entry

LONGEST_NAME = 400
"""Of an entry; a zip may hold longer ones, and no platform makes them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry of a download, and what its name says."""

    entry: Entry
    key: str
    """The same for all entries of one student."""
    student: str
    origin: Origin
    unit: str
    """The unit that this is an attempt at, where the name says it."""
    file: str
    """What the student called it, where the entry is a file."""
    order: int
    """Among files of one attempt that were handed in one after the other: the larger, the later."""
    is_receipt: bool
    """Whether it is the platform's own note of an attempt, and no work."""


def claim(entry: Entry, layout: Layout, *, wider: bool = False) -> Claim | None:
    """What the name of an entry says in a platform's layout; None where it is not named so.

    What is known to come from there is read `wider` than what it would be recognised by.
    """
    name = _name(entry)
    form = layout.wider if wider and layout.wider else layout.entry
    match = form.fullmatch(name)
    if match is None or not (layout.of_folders if entry.is_folder else layout.of_files or entry.is_zip):
        return None
    said = {name: value or "" for name, value in match.groupdict().items()}
    file = said.get("file") or said.get("online") or ""
    number = said.get("id", "") or said.get("anonymous", "")
    time = time_of(said.get("time", ""))
    student = layout.student({"student": "", **said}) or readable(entry.name)
    origin = Origin(layout.name, number, said.get("time", ""), time, bool(said.get("late")))
    is_receipt = bool(said.get("receipt"))
    order = int(said.get("attachment") or 0)
    key = f"{number} {same_student(said.get('student', ''))}"  # a name may hold what looks like the number
    return Claim(entry, key, student, origin, said.get("unit", ""), file, order, is_receipt)


def _name(entry: Entry) -> str:
    """What an entry is called, as a layout knows it; nothing where no platform would call it so."""
    name = unicodedata.normalize("NFC", readable(entry.name))
    return name if len(name) <= LONGEST_NAME else ""


def with_usernames(claims: Sequence[Claim], text_of: Callable[[Entry], str]) -> list[Claim]:
    """Claims of Blackboard's with the username for student and id: `text_of` gives its own text on an attempt."""
    texts = {one.student: text_of(one.entry) for one in claims if one.is_receipt}
    users = usernames({one.student for one in claims}, texts)
    return [_with_username(one, users[one.student]) for one in claims]


def _with_username(one: Claim, user: str) -> Claim:
    """A claim of Blackboard's: before the username stands the assignment, and later attempts at another may count."""
    time = int("".join(filter(str.isdigit, one.origin.time)) or 0)
    assignment = one.student.removesuffix(user)
    return replace(one, key=user, student=user, unit=assignment, order=time, origin=replace(one.origin, id=user))


def recognised(entries: Sequence[Entry]) -> Layout | None:
    """The platform whose download these entries are: at least half of them are named as it names them."""
    if any(entry.name == METADATA for entry in entries):
        return LAYOUTS["gradescope"]
    names = list(map(_name, entries))
    for layout in LAYOUTS.values():
        if not any(map(layout.entry.fullmatch, names)) or not any(claim(entry, layout) for entry in entries):
            continue
        claims = [one for entry in entries if (one := claim(entry, layout, wider=True)) is not None]
        people = {one.key for one in claims}
        if 2 * len(claims) >= len(entries) and (layout.name != "ilias" or len(people) == len(claims)):
            return layout if layout.name != "gradescope" else None
    return None


def by_student(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims of each student, in the order of their entries."""
    students: dict[str, list[Claim]] = {}
    for one in claims:
        students.setdefault(one.key, []).append(one)
    yield from students.values()


def newest(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Of one student's claims, those of the newest attempt at each unit, and the earlier ones."""
    latest = {unit: max(one.origin.time for one in claims if one.unit == unit) for unit in {one.unit for one in claims}}
    kept = [one for one in claims if one.origin.time == latest[one.unit]]
    return kept, [one for one in claims if one not in kept]
