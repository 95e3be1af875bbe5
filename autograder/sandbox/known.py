"""What frames of answers said that came before: most of a class give the same answers, and each is read only once."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from autograder.model import Answer, Call, Request

MOST_BYTES = 8 << 20
"""Of all frames that are remembered; a submission that is all right sends about 0.2 MiB of answers."""


class _Known(NamedTuple):
    calls: tuple[tuple[Call, ...], tuple[Call, ...]]
    """Held, so that no other calls can get their ids."""
    numbers: tuple[int, ...]
    """Of the calls that are answered."""
    answers: tuple[Answer, ...]


class KnownAnswers:
    """The answers that frames held, by their bytes and the calls they answered; the least recent are forgotten."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[bytes, int, int], _Known] = OrderedDict()
        self._bytes = 0

    def find(self, frame: bytes, request: Request, numbers: tuple[int, ...]) -> tuple[Answer, ...] | None:
        """The answers to the first of some calls, where the same frame answered the same calls before."""
        name = (frame, id(request.calls), id(request.again))
        known = self._known.get(name)
        if known is None or known.numbers != numbers[: len(known.numbers)]:
            return None
        self._known.move_to_end(name)
        return known.answers

    def keep(self, frame: bytes, request: Request, numbers: tuple[int, ...], answers: tuple[Answer, ...]) -> None:
        """Remember what a frame said."""
        name, calls = (frame, id(request.calls), id(request.again)), (request.calls, request.again)
        if name not in self._known and len(frame) <= MOST_BYTES // 64:
            self._known[name] = _Known(calls, numbers[: len(answers)], answers)
            self._bytes += len(frame)
        while self._bytes > MOST_BYTES:
            (oldest, *_), _ = self._known.popitem(last=False)
            self._bytes -= len(oldest)
