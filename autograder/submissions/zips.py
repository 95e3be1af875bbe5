"""Read a zip without unpacking it: only the course's files, each of limited size, nothing written to disk."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from autograder.submissions.files import UnreadableError, open_regular, too_large
from autograder.submissions.names import shown

Parts: TypeAlias = tuple[str, ...]
"""A path inside a zip, part by part."""

DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, LookupError)
"""What zipfile raises on bytes that are not a sound zip."""
ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Compression that needs little memory to undo; the others can ask for gigabytes."""


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file in a zip; `repeated` where the zip holds several of that name."""

    info: zipfile.ZipInfo
    repeated: bool


@dataclass(frozen=True, slots=True)
class ZipArchive:
    """An open zip: its files by path, and the folders it names, empty ones among them."""

    name: str
    files: dict[Parts, ZipEntry]
    folders: tuple[Parts, ...]
    _zip: zipfile.ZipFile

    def read(self, parts: Parts, name: str, limit: int) -> bytes:
        """The bytes of one file, never more than the limit, whatever the zip says of its size."""
        entry = self.files[parts]
        where = f"{name} in {self.name}"
        if stat.S_ISLNK(entry.info.external_attr >> 16):
            raise UnreadableError(f"{where} is a symbolic link: pack the file itself")
        if entry.repeated:
            raise UnreadableError(f"{where} is there more than once: pack the files again")
        if entry.info.flag_bits & 1:
            raise UnreadableError(f"{where} is encrypted: pack it without a password")
        if entry.info.compress_type not in ORDINARY:
            raise UnreadableError(f"{where} is packed in an unusual way: pack it as an ordinary zip")
        try:
            with self._zip.open(entry.info) as file:
                data = file.read(limit + 1)
        except DAMAGED as error:
            raise UnreadableError(f"{where} is damaged ({shown(str(error))}): pack it again") from None
        if len(data) > limit:
            raise too_large(where, limit)
        return data


@contextmanager
def open_zip(path: Path, name: str, most: int) -> Iterator[ZipArchive]:
    """Open a zip of at most `most` entries, none of which leaves its folder; UnreadableError says what is wrong."""
    with open_regular(path, name) as file:
        try:
            archive = zipfile.ZipFile(file)
        except DAMAGED as error:
            problem = f"{name} is not a zip that can be read ({shown(str(error))}): pack the files again"
            raise UnreadableError(problem) from None
        with archive:
            if len(archive.infolist()) > most:
                raise UnreadableError(f"{name} holds more than {most} files: pack only your exercises")
            yield _looked_at(archive, name)


def _looked_at(archive: zipfile.ZipFile, name: str) -> ZipArchive:
    files: dict[Parts, ZipEntry] = {}
    folders: list[Parts] = []
    for info in archive.infolist():
        parts = _parts(info, name)
        if info.filename.endswith("/"):  # ZipInfo.is_dir fails on a name that is empty
            folders.append(parts)
        elif parts:
            files[parts] = ZipEntry(info, repeated=parts in files)
    return ZipArchive(name, files, tuple(filter(None, folders)), archive)


def _parts(info: zipfile.ZipInfo, name: str) -> Parts:
    # ZipInfo cuts names at a zero byte and turns backslashes around on Windows only, so look at the original
    original = info.orig_filename
    path = PurePosixPath(original.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in original or (path.parts and ":" in path.parts[0]):
        raise UnreadableError(
            f"{name} contains the path '{shown(original)}', which leaves its folder: pack the files again"
        )
    return path.parts
