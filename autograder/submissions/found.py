"""The files of one submission: where each lies, how it is read, and what it costs."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import field, replace
from itertools import islice

from autograder.basics.dataclass import dataclass
from autograder.model import Limits
from autograder.model.course import Unit
from autograder.model.submission import SourceFile
from autograder.submissions.budget import Budget
from autograder.submissions.cells import read_file
from autograder.submissions.files import UnreadableError, decode
from autograder.submissions.kinds import NOTEBOOK, kind_of
from autograder.submissions.names import readable, shown
from autograder.submissions.notebooks import MOST_BYTES, read_notebook, too_many_cells
from autograder.submissions.trees import DEEPEST, Entry, Tree, inner_zip
from autograder.submissions.unit_names import (
    SIGNS_OF_ENVIRONMENT,
    is_hidden,
    is_left_by_system,
    is_notebook_name,
    may_hold_code,
)
from autograder.submissions.written import may_be_bound
from autograder.submissions.zips import Parts

BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"
DEEPEST_HIDDEN = 3
"""How deep hidden folders are looked into, to name what is in them."""
MOST_HIDDEN = 500
MOST_HIDDEN_PLACES = 50
ZIPPED_ENVIRONMENTS = 10
"""So many times the files that a submission may hold may lie in its zip, most of them in environments."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a submission that may be one of the course."""

    parts: Parts
    """Its path below the student's folder, at least its own name."""
    label: str
    """Its path as the student knows it."""
    read: Callable[[str], bytes]
    """Its bytes; takes the name for the sentence of the UnreadableError that says why there are none."""
    opened: Callable[[], Sequence[Found]] | None = None
    """What a zip holds; None for any other file."""
    attempt: int = 0
    """Where a platform's names say which of several files was handed in last: the larger, the later."""

    @property
    def name(self) -> str:
        """Its own name."""
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A file or folder that is not looked into: it is hidden, of an environment, or too deep."""

    tree: Tree
    inside: Parts
    parts: Parts
    label: str
    entry: Entry
    is_too_deep: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """How the files of a submission are looked for; zips that are opened stay open as long as it is read."""

    limits: Limits
    opened: ExitStack
    label: str
    """What is looked through, for sentences."""
    deepest: int = DEEPEST
    passes_over: bool = False
    """Whether folders that cannot be looked into, or hold too much, do not matter."""
    is_inside_hidden: bool = False
    hidden: list[Hidden] = field(default_factory=list)
    """What was met and not looked into."""

    def below(self, tree: Tree, inside: Parts, above: Parts, label: str, attempt: int = 0) -> Iterator[Found]:
        """The files in a folder of a tree and in all folders in it, without those of systems and environments.

        UnreadableError where they are more than a submission may hold.
        """
        left = self.limits.read_entries
        for one in self._below(tree, inside, above, label, attempt):
            if left == 0:
                raise self.too_many()
            left -= 1
            yield one

    def first(self, tree: Tree, above: Parts, label: str) -> Iterator[Found]:
        """As many of the files in a folder as a submission may hold."""
        return islice(self._below(tree, (), above, label, 0), self.limits.read_entries)

    def in_zip(self, tree: Tree, inside: Parts, above: Parts, label: str, attempt: int = 0) -> list[Found]:
        """The files in a zip that lies in a tree."""
        most = self.limits.read_entries * ZIPPED_ENVIRONMENTS
        zipped = self.opened.enter_context(inner_zip(tree, inside, most))
        return list(self.below(zipped, (), above, label, attempt))

    def hidden_files(self) -> Iterator[Found]:
        """The files that are hidden, or lie in hidden folders not far below; a few of the first ones."""
        for one in self.hidden[:MOST_HIDDEN_PLACES]:
            if one.is_too_deep:
                continue
            if not one.entry.is_folder:
                yield self.file(one.tree, one.inside, one.parts, one.label, one.entry)
                continue
            walk = replace(
                self, deepest=len(one.parts) + DEEPEST_HIDDEN, passes_over=True, is_inside_hidden=True, hidden=[]
            )
            below = walk._below(one.tree, one.inside, one.parts, f"{one.label}/", 0)
            yield from islice(below, MOST_HIDDEN)

    def too_many(self) -> UnreadableError:
        """The sentence for a submission of more files than it may hold."""
        most = self.limits.read_entries
        return UnreadableError(f"{shown(self.label)} holds more than {most} files: hand in only your exercises")

    def _below(self, tree: Tree, inside: Parts, above: Parts, label: str, attempt: int) -> Iterator[Found]:
        """The files in a folder, then those in its folders, and so on."""
        waiting = deque([(inside, above, label)])
        while waiting:
            inside, above, label = waiting.popleft()
            entries = self._entries(tree, inside, is_top=not above)
            if (
                above
                and not self.is_inside_hidden
                and not SIGNS_OF_ENVIRONMENT.isdisjoint(entry.name for entry in entries)
            ):
                self.hidden.append(Hidden(tree, inside, above, label.rstrip("/"), Entry(inside[-1], is_folder=True)))
                continue
            for entry in entries:
                here, parts, name = (*inside, entry.name), (*above, entry.name), f"{label}{readable(entry.name)}"
                if is_hidden(entry.name):
                    if not is_left_by_system(entry.name):
                        self.hidden.append(Hidden(tree, here, parts, name, entry))
                    continue
                if not entry.is_folder or may_hold_code(entry.name):
                    yield self.file(tree, here, parts, name, entry, attempt)
                if entry.is_folder and len(parts) < self.deepest:
                    waiting.append((here, parts, f"{name}/"))
                elif entry.is_folder and not self.passes_over:
                    self.hidden.append(Hidden(tree, here, parts, name, entry, is_too_deep=True))

    def _entries(self, tree: Tree, inside: Parts, *, is_top: bool) -> list[Entry]:
        most = self.limits.read_entries
        try:
            entries = tree.entries(inside, most)
        except OSError:
            if is_top or not self.passes_over:
                raise
            return []
        if len(entries) > most and not self.passes_over:
            raise self.too_many()
        return entries

    def file(self, tree: Tree, here: Parts, parts: Parts, label: str, entry: Entry, attempt: int = 0) -> Found:
        """One entry of a tree as a file of the submission."""
        if entry.is_link and not may_hold_code(entry.name):
            return _linked(entry, parts, label)
        opened = None
        if entry.is_zip:

            def opened() -> Sequence[Found]:
                return self.in_zip(tree, here, (*parts[:-1], parts[-1][:-4]), f"{label}/", attempt)

        return Found(parts, label, lambda name: tree.read(here, name, self._most_bytes(entry.name)), opened, attempt)

    def _most_bytes(self, name: str) -> int:
        """As large as a file of that name may be: a notebook also holds outputs."""
        return MOST_BYTES if is_notebook_name(name) else self.limits.source_kib << 10


def _linked(entry: Entry, parts: Parts, label: str) -> Found:
    """A link that may be a folder's is not followed; it stands for the file that the folder would hold."""

    def refuse(name: str) -> bytes:
        raise UnreadableError(f"{shown(entry.name)} is a symbolic link: hand in the folder itself")

    return Found((*parts, Unit(entry.name).file), label, refuse)


class Reader:
    """Reads files of one submission, each once, within what the submission may take."""

    def __init__(self, limits: Limits, functions: Sequence[str]) -> None:
        self.limits = limits
        self._functions = functions
        self._budget = Budget(limits.read_mib)
        self._sources: dict[int, SourceFile] = {}
        self._mentioned: dict[int, frozenset[str]] = {}
        self._imported: set[int] = set()
        self._kept: dict[int, bytes] = {}
        """What was looked into and may be asked for as a whole."""

    def content(self, found: Found) -> bytes:
        """The bytes of a file; UnreadableError says why there are none."""
        if (kept := self._kept.pop(id(found), None)) is not None:
            return kept
        data = found.read(shown(found.name))
        self._budget.spend(len(data))
        return data

    def imported(self, found: Found) -> bytes:
        """The bytes of a file that another one imports."""
        self._imported.add(id(found))
        return self.content(found)

    def source(self, found: Found) -> SourceFile:
        """A file as source; whatever is wrong with it becomes its problem."""
        if id(found) not in self._sources:
            try:
                self._sources[id(found)] = self._as_source(found, self.content(found))
            except UnreadableError as error:
                self._sources[id(found)] = SourceFile(found.label, None, str(error), ())
        return self._sources[id(found)]

    def mentions(self, found: Found) -> frozenset[str]:
        """Which functions of the course a file names, without reading it as Python; none where it cannot be read."""
        if id(found) not in self._mentioned:
            self._mentioned[id(found)] = frozenset(self._mentions(found))
        return self._mentioned[id(found)]

    def _mentions(self, found: Found) -> Iterator[str]:
        if (source := self._sources.get(id(found))) is not None:
            yield from may_be_bound("\n".join([cell.source for cell in source.cells]), self._functions)
            return
        try:
            data = self.content(found)
        except UnreadableError:
            return
        self._kept[id(found)] = data
        yield from (name for name in self._functions if name.encode() in data)

    def was_read(self, found: Found) -> bool:
        """Whether a file was read as source and could be, or is imported."""
        source = self._sources.get(id(found))
        return id(found) in self._imported or (source is not None and not source.problem)

    def _as_source(self, found: Found, data: bytes) -> SourceFile:
        name = shown(found.name)
        is_named_so, is_so = (
            is_notebook_name(found.name),
            data[:99].lstrip(BEFORE_JSON)[:1] == b"{" and kind_of(data) == NOTEBOOK,
        )
        if is_so or (is_named_so and not _is_python(data)):
            notebook = read_notebook(data, name, self.limits)
            notes = notebook.notes if is_named_so else (f"{name} is a notebook, and was read as one", *notebook.notes)
            return SourceFile(
                found.label, json.dumps([cell.source for cell in notebook.cells]), "", notebook.cells, notes
            )
        text = decode(data, name)
        read = read_file(text, found.label)
        if len(read.cells) > self.limits.read_cells:
            raise too_many_cells(name, self.limits)
        notes = (f"{name} is Python, and was read as such", *read.notes) if is_named_so else read.notes
        return SourceFile(found.label, text, "", read.cells, notes)


def _is_python(data: bytes) -> bool:
    """Whether bytes under a notebook's name are a Python file's: no markup, and a function at the start of a line."""
    return data.lstrip()[:1] not in (b"{", b"<") and (data.startswith(b"def ") or b"\ndef " in data)
