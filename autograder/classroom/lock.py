"""One grader at a time writes into a results folder."""

from __future__ import annotations

import errno
import os
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import StoreError
from autograder.reports.safe import clean

PAUSE = 0.05
"""Seconds between two tries."""
MOST_SAID = 300
FAR = 1 << 20
"""A place in the lock behind all that is written in it."""


def take_lock(path: Path, patience: float = 0) -> int:
    """The descriptor of a lock beside the database that the system lets go of when we end, however we end.

    StoreError where it cannot be had, or somebody else has it for more than so many seconds.
    """
    file = path.with_name(f".{path.name}.lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}): see that you may write there, or grade into "
            "another folder with -o"
        ) from error
    until = time.monotonic() + patience
    while True:
        try:
            _lock_descriptor(descriptor)
            _say_who(descriptor)
            return descriptor
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK) and time.monotonic() < until:
                time.sleep(PAUSE)
                continue
            who = _who(descriptor)
            os.close(descriptor)
            raise _refusal(path, who, error) from error


def _say_who(descriptor: int) -> None:
    """Write into the lock whose it is."""
    since = datetime.now(UTC).isoformat(" ", "minutes").replace("+00:00", " UTC")
    with suppress(OSError):  # on a full disk it is a lock all the same
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"process {os.getpid()} on {socket.gethostname()}, since {since}".encode())


def _who(descriptor: int) -> str:
    """Whose a lock is; nothing where it does not say."""
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        return clean(os.read(descriptor, MOST_SAID).decode("utf-8", "replace"))
    return ""


def _refusal(path: Path, who: str, error: OSError) -> StoreError:
    if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
        return StoreError(f"{path} cannot be locked ({error.strerror}): name a folder on another disk")
    by = f" ({who})" if who else ""
    return StoreError(f"another grade run is writing to {path}{by}: wait for its end, or name another folder")


if os.name == "nt":

    def _lock_descriptor(descriptor: int) -> None:
        import msvcrt

        os.lseek(descriptor, FAR, os.SEEK_SET)  # what is locked cannot be read, and the beginning says whose it is
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:

    def _lock_descriptor(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
