"""What starts the children that students' code runs in: bytes to and from each, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from autograder.basics.dataclass import dataclass
from autograder.model import Limits

ENVIRONMENT: Mapping[str, str] = {
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""All that a process of ours for students' code knows of its surroundings."""


class LateError(Exception):
    """Nothing came in time."""


class GoneError(Exception):
    """The other side is gone."""


@dataclass(frozen=True, slots=True)
class End:
    """How a child ended: its exit code (negative for a signal), and the CPU time it used."""

    by_itself: bool
    code: int
    cpu_seconds: float


class Child(Protocol):
    """A running child: bytes to and from it, and its end."""

    def send(self, data: bytes) -> None:
        """Send the request; GoneError or LateError where it is not taken."""

    def receive(self, count: int, deadline: float) -> bytes:
        """Exactly so many bytes, by a time of the monotonic clock; GoneError or LateError."""

    def end(self, grace: float = 0.0) -> End:
        """Kill it if it still runs after `grace` seconds, with all it started, and say how it ended."""


class Launcher(Protocol):
    """Starts children one after another."""

    start_seconds: float
    """How long a child may take from its start to its first sign of life, on a machine under load."""

    def start(self, inputs: bytes, limits: Limits, cpu_seconds: float) -> Child:
        """A fresh child that has got its inputs; SandboxError where none can be started."""

    def close(self) -> None:
        """End what is running."""


def taken(unread: bytearray, count: int) -> bytes:
    """The first bytes of what has been received, which are then gone from it."""
    data = bytes(unread[:count])
    del unread[:count]
    return data
