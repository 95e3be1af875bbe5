"""Marking in a process of its own, which can be killed: whatever somebody typed, it costs that answer at most.

The process reads one line of JSON for each request and writes one: a list of works, a list of marks. It has no more
memory than it needs, and an answer that takes longer than a few seconds is not waited for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from autograder.errors import GraderError
from autograder.model.items import Frozen
from autograder.model.marks import Answered, Marks, Verdict
from autograder.quiz.json_form import marks_from_json, to_json

SECONDS = 5.0
"""For one request. A right answer takes less than a hundredth of a second."""
CHILD = "autograder.quiz.marking.child"


@dataclass(frozen=True, slots=True)
class Work:
    """One question to be marked."""

    frozen: Frozen
    texts: Mapping[str, str]
    """The answers as they were typed, by the ids of the blanks."""
    penalty: float = 0.0
    attempts: int = 1


class Marker:
    """Marks in a process that is started with it and ends with it; a context manager."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process = _started()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop()

    def marks(self, works: Sequence[Work]) -> tuple[Marks, ...]:
        """Mark some questions, all at once; one by one where that took too long, so that it costs one answer only."""
        found = self._asked(works)
        if found is not None:
            return found
        return tuple(marks for work in works for marks in self._asked([work]) or (_given_up(work),))

    def _asked(self, works: Sequence[Work]) -> tuple[Marks, ...] | None:
        """What the process says; None where it was killed, and another one is there now."""
        reply = self._exchanged(json.dumps([_to_json(work) for work in works]))
        if not reply:
            self._stop()
            self._process = _started()
            return None
        found = json.loads(reply)
        if isinstance(found, str):
            raise GraderError(f"marking an answer failed: {found}. Please report it")
        return tuple(map(marks_from_json, found))

    def _exchanged(self, line: str) -> str:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(self._seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return ""
        finally:
            timer.cancel()

    def _stop(self) -> None:
        process = self._process
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()


def _started() -> subprocess.Popen[str]:
    """A process that marks; -P, so that nothing in the folder we are in is taken for a module."""
    command = [sys.executable, "-P", "-m", CHILD]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="ascii")


def _given_up(work: Work) -> Marks:
    item = work.frozen.item
    says = "This answer could not be worked out in time: write it in a simpler form."
    answers = tuple(Answered(blank.id, Verdict.INVALID, 0.0, says=says) for blank in item.blanks)
    return Marks(item.question, Verdict.INVALID, 0.0, item.points, answers)


def _to_json(work: Work) -> dict[str, Any]:
    return {
        "frozen": to_json(work.frozen),
        "texts": dict(work.texts),
        "penalty": work.penalty,
        "attempts": work.attempts,
    }
