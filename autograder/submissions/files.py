"""Read one file safely: once, through one descriptor, of limited size, as text."""

from __future__ import annotations

import codecs
import errno
import io
import os
import stat
import tokenize
from pathlib import Path
from typing import BinaryIO

from autograder.submissions.kinds import MOST_LOOKED_AT, kind_of

TEXT_ENCODINGS = frozenset(
    ["utf-8", "ascii", "mac-roman", "koi8-r", "koi8-u", "cp437", "cp850", "cp932", "cp949"]
    + [f"cp125{n}" for n in range(9)]
    + [f"iso8859-{n}" for n in (1, 2, 5, 7, 9, 15)]
    + ["shift_jis", "euc_jp", "euc_kr", "gb2312", "gbk", "gb18030", "big5"]
)
"""Encodings of text that people's editors write; others that Python knows can do more than decode text."""


OF_WHAT_LIES_THERE = frozenset(
    [errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.EISDIR, errno.ENOTDIR, errno.EINVAL, errno.EOPNOTSUPP]
)
"""What the system says of something that is no ordinary file, or of a place in a file that is none."""
REFUSES_LINKS = hasattr(os, "O_NOFOLLOW")
AT_ONCE = 1 << 16
"""Bytes that are read at a time of a file that is longer than the system has said."""


class UnreadableError(Exception):
    """Why a file cannot be read, in a sentence for the student."""


class OutOfReachError(Exception):
    """What the system refuses us, whatever was handed in: no permission, a failing disk, a mount that is gone."""


def read_bytes(path: Path | str, name: str, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes; UnreadableError says what else it is."""
    descriptor, size = _opened(path, name)
    try:
        data = _first(descriptor, limit + 1, size)
    except OSError as error:
        raise refused(name, error) from None
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise too_large(name, limit)
    return data


def _first(descriptor: int, most: int, size: int) -> bytes:
    """At most so many bytes of what is open; it is read to its end, whatever size the system has said."""
    data = os.read(descriptor, min(most, size + 1))
    while len(data) < most and (more := os.read(descriptor, min(most - len(data), AT_ONCE))):
        data += more
    return data


def open_regular(path: Path | str, name: str) -> BinaryIO:
    """Open an ordinary file, following no link and waiting for no pipe.

    UnreadableError for anything else; OutOfReachError where the system does not let us read it.
    """
    return os.fdopen(_opened(path, name)[0], "rb")


def _opened(path: Path | str, name: str) -> tuple[int, int]:
    """The descriptor of an ordinary file, and its size."""
    if not REFUSES_LINKS and os.path.islink(path):
        raise _is_link(name)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if os.path.islink(path):
            raise _is_link(name) from None
        if os.path.isdir(path):  # where the system refuses to open folders
            raise _is_folder(name) from None
        raise refused(name, error) from None
    # the type is asked of what was opened, which nobody can exchange any more
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise (
            _is_folder(name)
            if stat.S_ISDIR(status.st_mode)
            else UnreadableError(f"{name} is not an ordinary file: hand in the file itself")
        )
    return descriptor, status.st_size


def decode(data: bytes, name: str) -> str:
    """The text of a Python file, by its byte order mark and coding line; UnreadableError says what is wrong."""
    if kind := kind_of(data):
        raise UnreadableError(f"{name} is {kind}, not a Python file: hand in the code itself, saved as plain text")
    _refuse_utf16(data, name)
    if data and not data.strip(b"\0"):
        raise UnreadableError(f"{name} holds nothing but zero bytes, as what was copied only in part: hand it in again")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise UnreadableError(f"{name} holds a zero byte in line {line}: save it as UTF-8 text")
    text = _as_text(data.removeprefix(codecs.BOM_UTF8), _encoding(data, name), name)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def as_utf8(data: bytes, name: str) -> str:
    """The text of a file that can be in no other encoding; UnreadableError says where it is in another."""
    _refuse_utf16(data, name)
    return _as_text(data.removeprefix(codecs.BOM_UTF8), "utf-8", name)


def _refuse_utf16(data: bytes, name: str) -> None:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableError(f"{name} is saved as UTF-32: save it as UTF-8")
    start = data[:MOST_LOOKED_AT]
    is_unmarked = b"\0" in start and len(start) > 3 and max(start[::2].count(0), start[1::2].count(0)) > len(start) // 3
    is_text = start.strip(b"\0") != b""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (is_unmarked and is_text):
        raise UnreadableError(f"{name} is saved as UTF-16: save it as UTF-8")


def too_large(name: str, limit: int) -> UnreadableError:
    """The sentence for a file over the limit."""
    if name.endswith(".ipynb"):
        how = "in Jupyter, clear all outputs, save it, and hand it in again"
        return UnreadableError(f"{name} is larger than {limit >> 20} MiB because of its outputs: {how}")
    return UnreadableError(f"{name} is larger than {limit >> 10} KiB: hand in the code only")


def refused(name: str, error: OSError) -> UnreadableError | OutOfReachError:
    """What to raise where the system does not read a file: by whose fault it is, there is a grade or none."""
    if is_of_what_lies_there(error):
        return UnreadableError(f"{name} cannot be opened ({reason(error)}): hand it in again")
    return OutOfReachError(f"{name}: {reason(error)}")


def is_of_what_lies_there(error: OSError) -> bool:
    """Whether what was handed in is at fault, and not the disk, the network or our rights."""
    return error.errno is None or error.errno in OF_WHAT_LIES_THERE


def reason(error: OSError) -> str:
    """What the system says, without the path."""
    return error.strerror or type(error).__name__


def _is_link(name: str) -> UnreadableError:
    return UnreadableError(f"{name} is a symbolic link: hand in the file itself")


def _is_folder(name: str) -> UnreadableError:
    return UnreadableError(f"{name} is a folder: hand in a file of that name")


def _encoding(data: bytes, name: str) -> str:
    """The encoding that a file names in one of its first two lines, by Python's own name for it."""
    if b"coding" not in b"".join(data.split(b"\n", 2)[:2]):
        return "utf-8"
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        _as_text(data, "utf-8", name)  # where the bytes are at fault, this says in which line
        raise UnreadableError(f"{name} has a coding line that is wrong: remove it and save the file as UTF-8") from None
    encoding = codecs.lookup(declared).name.removesuffix("-sig")
    if encoding not in TEXT_ENCODINGS:
        raise UnreadableError(f"{name} says that it is saved as {declared[:40]}: save it as UTF-8")
    return encoding


def _as_text(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(f"{name} is not {encoding.upper()} in line {line}: save it as UTF-8") from None
