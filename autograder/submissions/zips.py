"""Read a zip without unpacking it: only the course's files, each of limited size, nothing written to disk."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeAlias

from autograder.basics.dataclass import dataclass
from autograder.submissions.files import UnreadableError, is_of_what_lies_there, open_regular, refused, too_large
from autograder.submissions.names import shown

Parts: TypeAlias = tuple[str, ...]
"""A path inside a zip, part by part."""

DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, LookupError)
"""What zipfile raises on bytes that are not a sound zip."""
ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Compression that needs little memory to undo; the others can ask for gigabytes."""


IS_UTF8 = 0x800
"""The bit of an entry that says so of its name."""
MOST_FOR_ENTRY = 512
"""Bytes that an entry of a usual zip's directory has at most, on the average."""


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
    refused: tuple[tuple[Parts, str], ...]
    """Paths that leave their folder, and the sentence for each; their files are not among the others."""
    _zip: zipfile.ZipFile

    def refuse_paths(self) -> None:
        """UnreadableError where a path leaves its folder."""
        for _, problem in self.refused:
            raise UnreadableError(problem)

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
    """Open a zip of at most `most` entries; UnreadableError says what is wrong."""
    with open_regular(path, name) as file, zip_of(file, name, most) as archive:
        yield archive


@contextmanager
def zip_of(file: BinaryIO, name: str, most: int) -> Iterator[ZipArchive]:
    """A zip of at most `most` entries whose bytes are at hand; UnreadableError says what is wrong with it."""
    guarded = _Guarded(file, name, most * MOST_FOR_ENTRY)
    try:
        archive = zipfile.ZipFile(guarded)
    except _TooLargeError:
        raise _too_many(name, most) from None
    except DAMAGED as error:
        problem = f"{name} is not a zip that can be read ({shown(str(error))}): pack the files again"
        raise UnreadableError(problem) from None
    guarded.most = None
    with archive:
        if len(archive.infolist()) > most:
            raise _too_many(name, most)
        yield _looked_at(archive, name)


class _TooLargeError(Exception):
    """A zip's directory has more bytes than are read."""


@dataclass(slots=True)
class _Guarded:
    """A file from which no more than `most` bytes are read at once, as long as there is such a limit.

    zipfile reads a zip's directory in one piece and makes an object of each entry before it can be asked for their
    number. Where the system fails to read it, the zip may be well: OutOfReachError.
    """

    file: BinaryIO
    name: str
    most: int | None

    def read(self, count: int = -1) -> bytes:
        if self.most is not None and count > self.most:
            raise _TooLargeError
        try:
            return self.file.read(count)
        except OSError as error:
            if is_of_what_lies_there(error):
                raise
            raise refused(self.name, error) from None

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True


def _too_many(name: str, most: int) -> UnreadableError:
    return UnreadableError(f"{name} holds more than {most} files: pack only your exercises")


def _looked_at(archive: zipfile.ZipFile, name: str) -> ZipArchive:
    files: dict[Parts, ZipEntry] = {}
    folders: list[Parts] = []
    refused: list[tuple[Parts, str]] = []
    for info in archive.infolist():
        # ZipInfo cuts names at a zero byte and turns backslashes around on Windows only, so look at the original
        original = _as_written(info)
        parts = PurePosixPath(original.replace("\\", "/")).parts
        if _leaves_its_folder(original, parts):
            problem = f"{name} contains the path '{shown(original)}', which leaves its folder: pack the files again"
            refused.append((parts, problem))
        elif info.filename.endswith("/"):  # ZipInfo.is_dir fails on a name that is empty
            folders.append(parts)
        elif parts:
            files[parts] = ZipEntry(info, repeated=parts in files)
    return ZipArchive(name, files, tuple(filter(None, folders)), tuple(refused), archive)


def _as_written(info: zipfile.ZipInfo) -> str:
    """An entry's name; where the zip does not say in which encoding it is, as UTF-8 or Chinese if it is that.

    zipfile takes such a name for IBM's code page 437, in which no name of a person is written today. GB 2312 is narrow
    enough that names in European encodings are hardly ever taken for it.
    """
    if info.flag_bits & IS_UTF8 or info.orig_filename.isascii():
        return info.orig_filename
    for encoding in ("utf-8", "gb2312"):
        with suppress(UnicodeError):
            return info.orig_filename.encode("cp437").decode(encoding)
    return info.orig_filename


def _leaves_its_folder(original: str, parts: Parts) -> bool:
    is_absolute = parts[:1] in (("/",), ("//",))
    is_on_a_drive = bool(parts) and re.match(r"[A-Za-z]:", parts[0]) is not None
    return "\0" in original or is_absolute or ".." in parts or is_on_a_drive
