"""Read a zip without unpacking it: only the course's files, each of limited size, nothing written to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.submissions.files import UnreadableError, too_large

MOST_ENTRIES = 20_000


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file in a zip: its path in parts, and how to read it."""

    parts: tuple[str, ...]
    info: zipfile.ZipInfo


class ZipArchive:
    """An open zip whose names have been looked at; UnreadableError says what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise UnreadableError(
                f"{self.name} is not a zip that can be read ({error}): pack the files again"
            ) from None
        try:
            self.entries: Mapping[tuple[str, ...], ZipEntry] = self._looked_at()
        except UnreadableError:
            self._zip.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def read(self, entry: ZipEntry, name: str, limit: int) -> bytes:
        """The bytes of one entry, never more than the limit, whatever the zip says of its size."""
        if entry.info.flag_bits & 1:
            raise UnreadableError(f"{name} in {self.name} is encrypted: pack it without a password")
        try:
            with self._zip.open(entry.info) as file:
                data = file.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise UnreadableError(f"{name} in {self.name} cannot be read ({error}): pack it again") from None
        if len(data) > limit:
            raise too_large(f"{name} in {self.name}", limit)
        return data

    def _looked_at(self) -> dict[tuple[str, ...], ZipEntry]:
        infos = self._zip.infolist()
        if len(infos) > MOST_ENTRIES:
            raise UnreadableError(f"{self.name} holds more than {MOST_ENTRIES} files: pack only your exercises")
        entries: dict[tuple[str, ...], ZipEntry] = {}
        for info in infos:
            parts = self._parts(info)
            if info.is_dir():
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                raise UnreadableError(f"{self.name} holds the symbolic link '{info.filename}': pack the file itself")
            if parts in entries:
                raise UnreadableError(f"{self.name} holds '{info.filename}' twice: pack the files again")
            entries[parts] = ZipEntry(parts, info)
        return entries

    def _parts(self, info: zipfile.ZipInfo) -> tuple[str, ...]:
        # ZipInfo cuts names at a zero byte and turns backslashes around on Windows only, so look at the original
        name = info.orig_filename
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or "\0" in name or (path.parts and ":" in path.parts[0]):
            raise UnreadableError(f"{self.name} holds the path '{name}', which leaves its folder: pack the files again")
        return path.parts
