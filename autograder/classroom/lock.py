"""One grader at a time writes into a results folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from autograder.errors import StoreError


def take_lock(path: Path) -> int:
    """The descriptor of a lock beside the database that the system lets go of when we end, however we end."""
    file = path.with_name(f".{path.name}.lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}): name another folder with -o") from error
    try:
        _lock_descriptor(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise StoreError(f"{path} cannot be locked ({error.strerror}): name a folder on another disk") from error
        raise StoreError(f"another grade run is writing to {path}: wait for its end, or name another folder") from error
    return descriptor


if os.name == "nt":

    def _lock_descriptor(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:

    def _lock_descriptor(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
