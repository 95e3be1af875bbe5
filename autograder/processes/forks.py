"""Forks of this very process, each for one task: the quickest process that can be killed, where a system has forks."""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.processes.job import Job, Lost, Raised
from autograder.processes.messages import packed, sendable


class Forks:
    """Carries out one task after another, each in a fork of this process."""

    @staticmethod
    def can_be() -> bool:
        """Whether this process may fork: on Linux, and where no other thread could hold a lock at that moment."""
        return sys.platform.startswith("linux") and threading.active_count() == 1

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result (or Lost); see `Each`."""
        for number, task in enumerate(tasks):
            result = _result_in_a_fork(job, task, seconds)
            if isinstance(result, Raised):
                raise result.error
            yield number, result


def _result_in_a_fork(job: Job, task: Any, seconds: float | None) -> Any:
    """What carrying out a task gives: a result, Lost, or Raised."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        _carry_out(job, task, theirs)
    os.close(theirs)
    try:
        answer = _read_within(ours, seconds)
    finally:
        os.close(ours)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    if answer is None:
        return Lost(late=True)
    try:
        return pickle.loads(answer)
    except (EOFError, pickle.UnpicklingError):
        return Lost(late=False)


def _carry_out(job: Job, task: Any, results: int) -> None:
    """In the fork: carry out the task, write its result, and end without a word."""
    try:
        try:
            with job() as carry_out:
                answer = packed(carry_out(task))
        except Exception as error:
            answer = packed(Raised(sendable(error)))
        while answer:
            answer = answer[os.write(results, answer) :]
    finally:
        os._exit(0)


def _read_within(results: int, seconds: float | None) -> bytes | None:
    """All that comes until the other side is closed; None where that takes too long."""
    answer = bytearray()
    deadline = None if seconds is None else time.monotonic() + seconds
    while True:
        left = None if deadline is None else deadline - time.monotonic()
        if (left is not None and left <= 0) or not select.select([results], [], [], left)[0]:
            return None
        part = os.read(results, 1 << 20)
        if not part:
            return bytes(answer)
        answer += part
