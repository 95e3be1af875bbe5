"""Landlock: which files a process may read. Nothing may be written, run, created or removed; no TCP, no signals out.

Used by the zygote: standard library and neighbours only.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from . import linux

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""Version of Landlock -> how many rights on files it knows; versions between know what the one before does."""
_NET_RIGHTS, _SCOPES = 0b11, 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of Landlock that this kernel speaks; UnsupportedError where it has none."""
    try:
        return linux.landlock_create(None, 0, 1)
    except OSError as error:
        raise linux.UnsupportedError("Landlock", error.strerror) from error


def ruleset(readable: Iterable[Path], listable: Iterable[Path]) -> int:
    """A ruleset that lets files beneath some paths be read, and folders beneath others be listed; its descriptor."""
    known = version()
    rights = max(count for first, count in _FILE_RIGHTS.items() if first <= known)
    attributes = _Ruleset((1 << rights) - 1, _NET_RIGHTS if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    size = 8 if known < 4 else 16 if known < 6 else 24
    try:
        made = linux.landlock_create(attributes, size)
        for path in readable:
            _allow(made, path, _READ_FILE | _READ_DIR)
        for path in listable:
            _allow(made, path, _READ_DIR)
    except OSError as error:
        raise linux.UnsupportedError("Landlock", error.strerror) from error
    return made


def allow_listing(made: int, path: str) -> None:
    """Let one more folder be listed."""
    _allow(made, Path(path), _READ_DIR)


def _allow(made: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there, or not for this user, cannot be read without a rule either
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _READ_FILE
        if rights:
            linux.landlock_add_path(made, _Beneath(rights, descriptor))
    finally:
        os.close(descriptor)
