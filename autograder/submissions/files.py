"""Read one file safely: once, through one descriptor, of limited size, as text."""

from __future__ import annotations

import codecs
import io
import os
import stat
import tokenize
from pathlib import Path

from autograder.model import Limits
from autograder.submissions.base import SourceFile
from autograder.submissions.cells import split_cells


class UnreadableError(Exception):
    """Why a file cannot be read, in a sentence for the student."""


def read_source(path: Path, name: str, limits: Limits) -> SourceFile:
    """A file on disk as source; whatever is wrong with it becomes its problem."""
    try:
        return from_bytes(_read(path, name, limits.source_kib << 10), name)
    except UnreadableError as error:
        return unreadable(name, str(error))


def from_bytes(data: bytes, name: str) -> SourceFile:
    """The bytes of a Python file as source, in the encoding that it names, UTF-8 otherwise."""
    try:
        text = decode(data, name)
    except UnreadableError as error:
        return unreadable(name, str(error))
    return SourceFile(name, text, "", split_cells(text))


def unreadable(name: str, problem: str) -> SourceFile:
    """A file that cannot be read, with the sentence why."""
    return SourceFile(name, None, problem, ())


def too_large(name: str, limit: int) -> UnreadableError:
    """The sentence for a file over the limit."""
    return UnreadableError(f"{name} is larger than {limit >> 10} KiB: hand in the code only")


def _read(path: Path, name: str, limit: int) -> bytes:
    if path.is_symlink():
        raise UnreadableError(f"{name} is a symbolic link: hand in the file itself")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except IsADirectoryError:
        raise UnreadableError(f"{name} is a folder: hand in a file of that name") from None
    except OSError as error:
        raise UnreadableError(f"{name} cannot be opened: {error.strerror}") from None
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableError(f"{name} is a folder: hand in a file of that name")
        if not stat.S_ISREG(mode):
            raise UnreadableError(f"{name} is not an ordinary file: hand in a Python file")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise too_large(name, limit)
    return data


def decode(data: bytes, name: str) -> str:
    """The text of a Python file, by its byte order mark and coding line; UnreadableError says what is wrong."""
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError(f"{name} holds zero bytes, so it is not a Python file: save it as UTF-8 text")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError(f"{name} is saved as UTF-16: save it as UTF-8")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{name}: {_first_line(error)}: save it as UTF-8") from None
    if encoding not in TEXT_ENCODINGS:
        raise UnreadableError(f"{name} says that it is saved as {encoding[:40]}: save it as UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(f"{name} is not {encoding} in line {line}: save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


TEXT_ENCODINGS = frozenset(
    ["utf-8", "utf-8-sig", "ascii", "us-ascii", "latin-1", "iso-8859-1", "iso-8859-15", "iso8859-1", "iso8859-15"]
    + [f"cp125{n}" for n in range(9)]
    + [f"windows-125{n}" for n in range(9)]
    + ["cp437", "cp850", "mac-roman", "macroman", "koi8-r", "koi8-u", "iso-8859-2", "iso-8859-5", "iso-8859-7"]
    + [
        "shift_jis",
        "shift-jis",
        "cp932",
        "euc-jp",
        "euc_jp",
        "euc-kr",
        "euc_kr",
        "cp949",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
    ]
)
"""Encodings of text that people's editors write; others that Python knows can do more than decode text."""
