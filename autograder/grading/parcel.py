"""How a class is graded, as data that needs no disk but the reader's own: for another machine.

A course speaks of files: its own, which are carried along, and those of this package, of which the other machine has
its own. Each path is told by where it lies, in this package or elsewhere, and read as the path that it is there. What
the cache holds of the course's own rules is carried too, so that nothing has to be derived anew.
"""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from autograder.basics import cache
from autograder.basics.atomic import write_whole
from autograder.catalogue.load import files_of
from autograder.expected.lookup import kept_variants
from autograder.expected.shipped import PACKAGE
from autograder.model.course import Course


@dataclass(frozen=True, slots=True)
class Parcel:
    """A value that speaks of files, with these files."""

    content: bytes
    files: Mapping[str, bytes]
    """What each file holds, by its path from the root of the disk that it came from."""
    entries: Mapping[str, bytes]
    """What the cache holds, by name."""


def packed(value: object, course: Course, beside: Iterable[Path] = ()) -> Parcel:
    """A value of ours that speaks of a course, with the course's own files, and with some beside them."""
    forms = [form for exercise in course.exercises for form in (exercise, *exercise.accepted)]
    named = [course.file, *course.language.files, *beside, *(file for form in forms for file in files_of(form))]
    files = {file.resolve() for file in named if not _is_ours(file)}
    buffer = io.BytesIO()
    _Packer(buffer, {form.folder for form in forms}).dump(value)
    return Parcel(buffer.getvalue(), {_name(file): file.read_bytes() for file in files}, kept_variants(forms))


def unpacked(parcel: Parcel, folder: Path) -> object:
    """The value, whose files then lie in a folder; several processes may unpack the same there."""
    root = folder / "course"
    for name, content in parcel.files.items():
        write_whole(root / name, content)
    if cache.why_not_kept():
        os.environ["GRADE_DESCENT_CACHE"] = str(folder / "cache")
    for name, content in parcel.entries.items():
        cache.keep(name, content)
    return _Unpacker(io.BytesIO(parcel.content), root).load()


class _Packer(pickle.Pickler):
    """Says of each path where it lies, instead of what it is called here."""

    def __init__(self, file: io.BytesIO, folders: Collection[str]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._folders = folders

    def persistent_id(self, value: object) -> tuple[bool, bool, str] | None:
        """The place of a path, and of a text that is a folder of the course; nothing for any other value."""
        if isinstance(value, PurePath) or (isinstance(value, str) and value in self._folders):
            path = Path(value)
            return isinstance(value, str), _is_ours(path), _name(path)
        return None


class _Unpacker(pickle.Unpickler):
    """Makes of each place the path that it has here."""

    def __init__(self, file: io.BytesIO, root: Path) -> None:
        super().__init__(file)
        self._root = root

    def persistent_load(self, place: tuple[bool, bool, str]) -> str | Path:
        """The path of a place, as a text where it was one."""
        is_text, is_ours, name = place
        path = (PACKAGE if is_ours else self._root) / name
        return str(path) if is_text else path


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(PACKAGE)


def _name(path: Path) -> str:
    """A path from this package, or from the root of the disk."""
    if _is_ours(path):
        return path.relative_to(PACKAGE).as_posix()
    return "/".join(part.strip(":\\/") for part in path.resolve().parts).lstrip("/")
