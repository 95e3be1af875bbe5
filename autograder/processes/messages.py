"""Tasks and results as bytes between two processes of our own: a length, and a pickle."""

from __future__ import annotations

import io
import pickle
import struct
from typing import IO, Any

from autograder.errors import GraderError
from autograder.processes.job import Job

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


class PackedJob:
    """A job as it is sent, packed once for all who have the same things already: of these stands only which it is."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._packed: dict[tuple[int, ...], bytes] = {}

    def content(self, inherited: tuple[object, ...]) -> bytes:
        """What is sent to somebody who has these things."""
        have = tuple(map(id, inherited))
        if have not in self._packed:
            self._packed[have] = _packed_but(self._job, {one: place for place, one in enumerate(have)})
        return self._packed[have]


def _packed_but(job: Job, places: dict[int, int]) -> bytes:
    class Packer(pickle.Pickler):
        def persistent_id(self, value: Any) -> int | None:
            return places.get(id(value))

    file = io.BytesIO()
    (Packer if places else pickle.Pickler)(file, pickle.HIGHEST_PROTOCOL).dump(job)
    return file.getvalue()


def job_from(content: bytes, inherited: tuple[object, ...]) -> Job:
    """The job again, where one has those things."""

    class Unpacker(pickle.Unpickler):
        def persistent_load(self, place: int) -> object:
            return inherited[place]

    job: Job = Unpacker(io.BytesIO(content)).load()
    return job


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
