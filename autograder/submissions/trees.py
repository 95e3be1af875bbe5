"""A folder and a zip as the same thing: names below names, so that whatever reads one reads the other."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from autograder.basics.dataclass import dataclass
from autograder.submissions.files import UnreadableError, read_bytes, reason
from autograder.submissions.names import readable, shown
from autograder.submissions.zips import Parts, ZipArchive, open_zip, zip_of

DEEPEST = 40
"""How deep folders are looked into; hand-ins of people end long before."""
DEEPEST_OF_ZIP = DEEPEST + 10
"""As deep, with the folders around a class."""
MOST_OF_INNER_ZIP = 64 << 20
"""Bytes of a zip inside a zip: it is unpacked in memory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder by its own name."""

    name: str
    is_folder: bool = False
    is_link: bool = False
    out_of_reach: str = ""
    """Why the system does not say what it is."""

    @property
    def is_zip(self) -> bool:
        """Whether it is a file with the name of a zip."""
        return not self.is_folder and self.name.lower().endswith(".zip")


_NAME = attrgetter("name")
_ORDER = attrgetter("name", "is_folder", "is_link")


class Tree(Protocol):
    """Files and folders below one place."""

    def entries(self, parts: Parts, most: int) -> list[Entry]:
        """What a folder holds, by name; only so many, and one more where there are more."""
        ...

    def read(self, parts: Parts, name: str, limit: int) -> bytes:
        """The bytes of a file; UnreadableError, with that name in its sentence, says what is wrong with it."""
        ...

    def problem(self, parts: Parts) -> str:
        """Why nothing below a place is to be read, or nothing."""
        ...


@dataclass(frozen=True, slots=True)
class FolderTree:
    """What lies in a folder on disk. No link is followed."""

    top: Path

    def entries(self, parts: Parts, most: int) -> list[Entry]:
        """What a folder holds; OSError where the system does not say."""
        with os.scandir(self._path(parts)) as found:
            return sorted(map(_entry, islice(found, most + 1)), key=_NAME)

    def read(self, parts: Parts, name: str, limit: int) -> bytes:
        """The bytes of an ordinary file."""
        return read_bytes(self._path(parts), name, limit)

    def _path(self, parts: Parts) -> str:
        return os.sep.join((str(self.top), *parts))

    def problem(self, parts: Parts) -> str:
        """Nothing: what is wrong in a folder is said where it is read."""
        return ""


def _entry(found: os.DirEntry[str]) -> Entry:
    try:
        return Entry(found.name, found.is_dir(follow_symlinks=False), found.is_symlink())
    except OSError as error:
        return Entry(found.name, out_of_reach=f"{shown(found.name)}: {reason(error)}")


@dataclass(frozen=True, slots=True)
class ZipTree:
    """What lies in a zip, folders that it only implies among it."""

    archive: ZipArchive
    _below: dict[Parts, set[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for parts in self.archive.files:
            self._add(parts, is_folder=False)
        for parts in self.archive.folders:
            self._add(parts, is_folder=True)
        for parts, _ in self.archive.refused:
            if len(parts) > 1 and is_a_name(parts[0]):
                self._add(parts[:1], is_folder=True)

    def _add(self, parts: Parts, *, is_folder: bool) -> None:
        if len(parts) > DEEPEST_OF_ZIP:
            parts, is_folder = parts[:DEEPEST_OF_ZIP], True
        above, entry = parts[:-1], Entry(parts[-1], is_folder)
        while entry not in self._below.setdefault(above, set()):
            self._below[above].add(entry)
            if not above:
                return
            above, entry = above[:-1], Entry(above[-1], is_folder=True)

    def entries(self, parts: Parts, most: int) -> list[Entry]:
        """What a folder holds."""
        return sorted(islice(self._below.get(parts, ()), most + 1), key=_ORDER)

    def read(self, parts: Parts, name: str, limit: int) -> bytes:
        """The bytes of one file."""
        if parts not in self.archive.files:
            raise UnreadableError(f"{name} is a folder: hand in a file of that name")
        return self.archive.read(parts, name, limit)

    def problem(self, parts: Parts) -> str:
        """What is wrong with a path that begins there: it leaves its folder."""
        return next((said for path, said in self.archive.refused if path[: len(parts)] == parts), "")


def is_a_name(part: str) -> bool:
    """Whether a path's first part can be a folder of somebody's; what lies above all folders is nobody's."""
    return part not in ("..", "/", "//") and "\0" not in part and part[1:2] != ":"


@contextmanager
def tree_at(path: Path, most: int) -> Iterator[Tree]:
    """A folder, or a zip of at most `most` entries, on disk."""
    if path.is_dir():
        yield FolderTree(path)
        return
    with open_zip(path, shown(path.name), most) as archive:
        yield ZipTree(archive)


@contextmanager
def inner_zip(tree: Tree, parts: Parts, most: int) -> Iterator[Tree]:
    """A zip that lies in a tree, as a tree of its own; UnreadableError says what is wrong with it."""
    name = shown(readable(parts[-1]))
    if isinstance(tree, FolderTree):
        with open_zip(tree.top.joinpath(*parts), name, most) as archive:
            archive.refuse_paths()
            yield ZipTree(archive)
        return
    content = io.BytesIO(tree.read(parts, name, MOST_OF_INNER_ZIP))
    with zip_of(content, name, most) as archive:
        archive.refuse_paths()
        yield ZipTree(archive)
