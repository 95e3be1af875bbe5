"""One grader at a time writes into a results folder."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from autograder.errors import StoreError

PAUSE = 0.05
"""Seconds between two tries."""


def take_lock(path: Path, patience: float = 0) -> int:
    """The descriptor of a lock beside the database that the system lets go of when we end, however we end.

    StoreError where it cannot be had, or somebody else has it for more than so many seconds.
    """
    file = path.with_name(f".{path.name}.lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}): name another folder with -o") from error
    until = time.monotonic() + patience
    while True:
        try:
            _lock_descriptor(descriptor)
            return descriptor
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK) and time.monotonic() < until:
                time.sleep(PAUSE)
                continue
            os.close(descriptor)
            raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> StoreError:
    if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
        return StoreError(f"{path} cannot be locked ({error.strerror}): name a folder on another disk")
    return StoreError(f"another grade run is writing to {path}: wait for its end, or name another folder")


if os.name == "nt":

    def _lock_descriptor(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:

    def _lock_descriptor(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
