"""What counts of one unit: the files that may be meant for it, and which of them each function is taken from.

An exercise's work is its function that is written. Files compete only where they hold different written versions of
one function; where each holds some, every function is taken from the file that holds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field

from autograder.basics.dataclass import dataclass
from autograder.model import Limits
from autograder.model.course import Unit
from autograder.model.submission import SourceFile
from autograder.submissions.found import Found, Reader
from autograder.submissions.names import shown
from autograder.submissions.unit_names import (
    is_notebook_name,
    may_hold_code,
    without_attempt,
)
from autograder.submissions.written import Version, versions

MOST_SEARCHED = 200
"""How many files of other names are looked into for functions of a unit."""


@dataclass(frozen=True, slots=True)
class Form:
    """A file that may be a unit's, as source, with those of the unit's functions that are written in it."""

    found: Found
    source: SourceFile
    versions: Mapping[str, Version]

    @property
    def when(self) -> tuple[int, int]:
        """Orders files that a platform or its names tell to be attempts: the larger, the later."""
        return self.found.attempt, without_attempt(self.found.name)[1]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What counts of one unit."""

    file: SourceFile | None = None
    elsewhere: Mapping[str, SourceFile] = field(default_factory=dict)
    """By the exercise's name: the file of its function, where that is another, or the question which one counts."""
    notes: tuple[str, ...] = ()
    unwritten: tuple[str, ...] = ()
    """Functions that no file holds to their end; not asked for where only one file can hold them."""


def only(unit: str, found: Found, reader: Reader) -> Chosen:
    """What counts of a unit where one file alone can: then nobody needs to know what is written in it."""
    return Chosen(reader.source(found), notes=_other_name(unit, found))


def chosen_of(
    unit: str,
    functions: Sequence[str],
    tiers: Sequence[Sequence[Found]],
    others: Sequence[Found],
    reader: Reader,
    files: Collection[str],
) -> Chosen:
    """What counts of a unit, among files named for it and `others`, any of which may hold its functions.

    `files` are the names of all units' files: one that is another unit's stays that unit's.
    """
    named = [one for tier in tiers for one in tier]
    forms: list[Form] = []
    taken: dict[str, Form] = {}
    torn: dict[str, list[Form]] = {}
    notes: list[str] = []
    for number in range(len(tiers) + 1):
        still = [name for name in functions if name not in taken and name not in torn]
        if not still and forms:
            break
        if number == len(tiers):
            candidates = list(_holding(still, [one for one in others if one not in named], reader))
        elif many := _too_many(unit, tiers[number], reader.limits):
            return Chosen(many)
        else:
            candidates = sorted(tiers[number], key=lambda one: is_notebook_name(one.name))
        if not candidates:
            continue
        here = [Form(one, reader.source(one), _versions(one, functions, reader)) for one in candidates]
        forms += here
        for name in still:
            _take(name, here, taken, torn, notes)
    read = {id(form.found) for form in forms}
    unread = [one for one in named if id(one) not in read and one.opened is None][: reader.limits.read_places]
    notes += _beside(unread, functions, [form for form in forms if form in taken.values()], reader)
    foreign = frozenset(files).difference(Unit(unit).files)
    return _summed_up(unit, functions, forms, taken, _questions(torn), notes, foreign)


def _beside(
    unread: Sequence[Found], functions: Sequence[str], counting: Sequence[Form], reader: Reader
) -> Iterator[str]:
    """Which of the files that are named for a unit hold work too, and were not read since another one counts."""
    for one in unread:
        if (names := holds(one, functions, reader)) and counting:
            counts = shown(counting[0].found.label)
            yield f"{shown(one.label)} also holds {', '.join(names)}, and was not read: {counts} counts"


def _versions(one: Found, functions: Sequence[str], reader: Reader) -> Mapping[str, Version]:
    source = reader.source(one)
    return versions(source.cells, functions) if not reader.mentions(one).isdisjoint(functions) else {}


def _too_many(unit: str, candidates: Sequence[Found], limits: Limits) -> SourceFile | None:
    """The unit's file where more may be meant for it than are read."""
    if len(candidates) <= limits.read_places:
        return None
    for name in Unit(unit).files:
        count = sum(one.name.endswith(name[name.rindex(".") :]) for one in candidates)
        if count > limits.read_places:
            return SourceFile(name, None, f"{name} is there in {count} places: keep the one that counts", ())
    return None


def _holding(names: Sequence[str], others: Sequence[Found], reader: Reader) -> Iterator[Found]:
    """Files of any other name that may hold one of some functions."""
    for one in others[:MOST_SEARCHED]:
        if not reader.mentions(one).isdisjoint(names) and any(
            version.is_finished for version in _versions(one, names, reader).values()
        ):
            yield one


def _take(
    name: str, forms: Sequence[Form], taken: dict[str, Form], torn: dict[str, list[Form]], notes: list[str]
) -> None:
    """Take a function from the form that holds it written, the newest attempt; it is torn where that does not say."""
    written = [form for form in forms if name in form.versions and form.versions[name].is_finished]
    if not written:
        return
    latest = max(form.when for form in written)
    newest = [form for form in written if form.when == latest]
    if len({form.versions[name] for form in newest}) > 1:
        torn[name] = newest
        return
    taken[name] = newest[0]
    if len(newest) < len(written):
        labels = ", ".join(shown(form.found.label) for form in written if form.when != latest)
        notes.append(f"{shown(newest[0].found.label)} is a later attempt than {labels}, and counts")


def _questions(torn: Mapping[str, Sequence[Form]]) -> dict[str, SourceFile]:
    """For each function that is torn, in the place of its file: which one counts?"""
    by_files: dict[tuple[str, ...], list[str]] = {}
    for name, forms in torn.items():
        by_files.setdefault(tuple(form.found.label for form in forms), []).append(name)
    return {
        name: SourceFile(
            labels[0],
            None,
            f"{' and '.join(map(shown, labels))} hold different versions of {', '.join(names)}: which one counts? "
            "Hand in only that one",
            (),
        )
        for labels, names in by_files.items()
        for name in names
    }


def _summed_up(
    unit: str,
    functions: Sequence[str],
    forms: Sequence[Form],
    taken: Mapping[str, Form],
    asked: Mapping[str, SourceFile],
    notes: Sequence[str],
    foreign: Collection[str],
) -> Chosen:
    """The form that most functions are taken from is the unit's file; the others are elsewhere.

    Files whose names are among the `foreign` ones are other units': what is taken from them is always elsewhere.
    """
    unwritten = tuple(name for name in functions if name not in taken and name not in asked)
    if not forms:
        return Chosen(unwritten=unwritten)
    if asked and not taken:
        (question, *_) = asked.values()
        return Chosen(question, unwritten=unwritten)
    counts = {id(form): sum(one is form for one in taken.values()) for form in forms}
    begun = {id(form): sum(name in form.versions for name in unwritten) for form in forms}
    unreadable = [form for form in forms if form.source.problem]
    of_unit = [form for form in forms if form.found.name not in foreign]
    if not of_unit:
        return _borrowed(unit, taken, asked, notes, unwritten)
    best = max(of_unit, key=lambda form: (counts[id(form)], begun[id(form)]))
    main = best if taken or begun[id(best)] else (unreadable or of_unit)[0]
    elsewhere = {name: form.source for name, form in taken.items() if form is not main}
    but = f", but for {', '.join(asked)}" if asked else ""
    said = [*notes, *(f"{note}{but}" for note in _other_name(unit, main.found, forms)), *_passed_over(main, forms)]
    said += _read_from(elsewhere)
    said += [form.source.problem for form in unreadable if form is not main and unwritten]
    return Chosen(main.source, {**elsewhere, **asked}, tuple(dict.fromkeys(said)), unwritten)


def _passed_over(main: Form, forms: Sequence[Form]) -> Iterator[str]:
    """Which later attempts do not count, as nothing in them can be read, or is written."""
    for form in forms:
        if form.when > main.when and not any(version.is_finished for version in form.versions.values()):
            why = form.source.problem or f"nothing is written in {shown(form.found.label)}"
            yield f"{why}; {shown(main.found.label)} counts, though it is the earlier attempt"


def _borrowed(
    unit: str,
    taken: Mapping[str, Form],
    asked: Mapping[str, SourceFile],
    notes: Sequence[str],
    unwritten: tuple[str, ...],
) -> Chosen:
    """What counts of a unit without a file, of which another unit's file holds functions: it stays that unit's."""
    elsewhere = {name: form.source for name, form in taken.items()}
    missing = f"{Unit(unit).file} is not there"
    said = [*notes, *(f"{note}; {missing}" for note in _read_from(elsewhere))]
    return Chosen(None, {**elsewhere, **asked}, tuple(dict.fromkeys(said)), unwritten)


def _read_from(elsewhere: Mapping[str, SourceFile]) -> Iterator[str]:
    """Which functions were read from which file."""
    for source in dict.fromkeys(source.name for source in elsewhere.values()):
        names = ", ".join(name for name, one in elsewhere.items() if one.name == source)
        yield f"{names}: read from {shown(source)}, where it is written"


def _other_name(unit: str, found: Found, forms: Sequence[Form] = ()) -> tuple[str, ...]:
    """The sentence for a file that was not called and placed as the unit's."""
    if found.name in Unit(unit).files and len(found.parts) <= 3 and ".zip/" not in found.label.lower():
        return ()
    beside = [
        shown(form.found.label)
        for form in forms
        if form.found.name in Unit(unit).files and not form.versions and not form.source.problem
    ]
    none_in = f"; nothing is written in {beside[0]}" if beside and forms[0].found is not found else ""
    return (f"{shown(found.label)} was read as {Unit(unit).file}{none_in}",)


def mentioned_in(others: Sequence[Found], reader: Reader) -> frozenset[str]:
    """The course's functions that some files may hold."""
    return frozenset().union(*map(reader.mentions, others[:MOST_SEARCHED]))


def holds(one: Found, names: Sequence[str], reader: Reader) -> list[str]:
    """Those of some functions that are written in a file."""
    return [name for name, version in _versions(one, names, reader).items() if version.is_finished]


def may_hold_functions(one: Found) -> bool:
    """Whether a file may hold functions of the course under whatever name."""
    return one.opened is None and (may_hold_code(one.name) or one.name.lower().endswith(".txt") or "." not in one.name)
