"""What a worker's process looks like to us, however it was started."""

from __future__ import annotations

from typing import IO, Protocol


class Started(Protocol):
    """A process that carries out what it is sent."""

    commands: IO[bytes]
    """To it."""
    results: IO[bytes]
    """From it."""
    inherited: tuple[object, ...]
    """What it has of us already, and is only told by its place here."""

    def has_ended(self) -> bool:
        """Whether there is no such process any more."""

    def kill(self) -> None:
        """Have it end at once."""

    def wait(self, seconds: float) -> bool:
        """Whether it has ended by then."""
