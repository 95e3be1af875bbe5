"""What a student's code prints: kept up to a limit, and handed out piece by piece.

Loaded by the child as well: standard library.
"""

from __future__ import annotations

import io

LONGEST_SHOWN = 1000
"""Of what one call printed, as much is kept beside its answer."""


class Output(io.TextIOBase):
    """What the code prints: kept up to the limit, dropped beyond it."""

    def __init__(self, limit: int) -> None:
        self.left = limit
        self.new: list[str] = []
        self.cut = False

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if type(text) is not str:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if len(text) <= self.left:
            self.new.append(text)
            self.left -= len(text)
        else:
            self.new.append(text[: self.left])
            self.left, self.cut = 0, True
            self.hush()
        return len(text)

    def hush(self) -> None:
        """Keep nothing more."""
        self.write = len  # type: ignore[method-assign,assignment]  # the quickest way to drop what is printed

    def heed(self) -> None:
        """Keep what is printed from now on, as far as there is room."""
        if self.left > 0:
            vars(self).pop("write", None)

    def since(self, mark: int) -> str:
        """What was printed since there were so many pieces, as far as a person reads it."""
        return "".join(self.new[mark:])[:LONGEST_SHOWN]

    def take(self) -> str:
        """What was printed since the last time."""
        text = "".join(self.new)
        self.new = []
        return text
