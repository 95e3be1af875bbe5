"""Tasks and results as bytes between two processes of our own: a length, and a pickle."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

from autograder.errors import GraderError

LENGTH = struct.Struct("<Q")
READY = "ready"
"""What a worker says first."""


def sendable(error: Exception) -> Exception:
    """An error as it can cross, with what happened here as a note."""
    import traceback  # only where something went wrong

    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return GraderError(f"{type(error).__name__}: {error}")
    return error


def packed(message: Any) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def send(file: IO[bytes], content: bytes) -> None:
    file.write(LENGTH.pack(len(content)))
    file.write(content)
    file.flush()


def read(file: IO[bytes]) -> Any:
    (length,) = LENGTH.unpack(_exactly(file, LENGTH.size))
    return pickle.loads(_exactly(file, length))


def _exactly(file: IO[bytes], count: int) -> bytes:
    data: bytes = file.read(count)
    if len(data) != count:
        raise EOFError("the other side is gone")
    return data
