"""One worker, seen from outside: a process at a time, and another one where it has ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from autograder.errors import GraderError
from autograder.processes.fresh import FreshProcess
from autograder.processes.job import Lost, Raised
from autograder.processes.messages import READY, PackedJob, packed, read, send
from autograder.processes.started import Started

ATTEMPTS = 2
"""How often a worker is started for a task, and to start at all."""
PATIENCE = 5.0
"""Seconds that a worker has to end by itself."""


class GoneError(Exception):
    """The worker has ended."""


class Worker:
    """One process at a time; another one where it has ended."""

    def __init__(self, started: Callable[[], Started] = FreshProcess) -> None:
        """`started` gives a process; GraderError where that cannot be."""
        self._started = started
        self._process: Started | None = None
        self._jobs: list[bytes] = []
        self._dismissed = False
        self._lock = threading.Lock()

    def result_of(self, job: PackedJob, task: Any, seconds: float | None) -> Any:
        """What carrying out a task gives: a result, Lost, or Raised; GraderError where no worker can be started."""
        for _ in range(ATTEMPTS):
            process = self._running()
            stopped = threading.Event()
            timer = threading.Timer(seconds, self._stop, [stopped]) if seconds is not None else None
            try:
                number = self._opened(job, process)
                if timer is not None:
                    timer.start()
                return _answer_to((number, task), process)
            except GoneError:
                self.end()
                if stopped.is_set():
                    return Lost(late=True)
            finally:
                if timer is not None:
                    timer.cancel()
        return Lost(late=False)

    def _opened(self, job: PackedJob, process: Started) -> int:
        """The number of a job, which the process has opened."""
        content = job.content(process.inherited)
        if content not in self._jobs:
            raised = _answer_to((len(self._jobs), content), process)
            if isinstance(raised, Raised):
                raise raised.error
            self._jobs.append(content)
        return self._jobs.index(content)

    def _running(self) -> Started:
        if self._process is not None and not self._process.has_ended():
            return self._process
        for _ in range(ATTEMPTS):
            self.end()
            with self._lock:
                if self._dismissed:
                    raise GraderError("the grader was stopped")
                self._process = process = self._started()
            with suppress(GoneError):
                if _answer(process) == READY:
                    return process
        raise GraderError(
            "a process of the grader's own ended before it began: set GRADE_DEBUG=1 to see why, and type the same again"
        )

    def _stop(self, stopped: threading.Event) -> None:
        """Kill the worker because its time is over."""
        stopped.set()
        if self._process is not None:
            self._process.kill()

    def dismiss(self, *, at_once: bool) -> None:
        """Ask the worker to end, or have it end at once; none is started after this."""
        with self._lock:
            self._dismissed = True
            if self._process is None:
                return
            if at_once:
                self._process.kill()
            else:
                _close(self._process)

    def end(self) -> None:
        """See that the worker has ended, and let go of what belongs to it."""
        process, self._process, self._jobs = self._process, None, []
        if process is None:
            return
        _close(process)
        if not process.wait(PATIENCE):
            process.kill()
            process.wait(PATIENCE)
        process.results.close()


def _close(process: Started) -> None:
    """Have a process end by itself: no more tasks come."""
    with suppress(OSError):
        process.commands.close()


def _answer_to(message: tuple[int, Any], process: Started) -> Any:
    try:
        send(process.commands, packed(message))
    except (OSError, ValueError) as error:
        raise GoneError from error
    return _answer(process)


def _answer(process: Started) -> Any:
    try:
        return read(process.results)
    except (OSError, EOFError, ValueError) as error:  # ValueError: closed meanwhile
        raise GoneError from error
