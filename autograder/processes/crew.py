"""Several workers side by side."""

from __future__ import annotations

import pickle
import queue
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from autograder.processes.job import Job, Raised
from autograder.processes.worker import Worker


class Crew:
    """Up to `count` workers, started when they are first needed. Use as `with Crew(4) as crew:`."""

    def __init__(self, count: int) -> None:
        self._workers = [Worker() for _ in range(count)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.dismiss(at_once=kind is not None)
        for worker in self._workers:
            worker.end()

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result (or Lost), in the order in which they end; see `Each`."""
        waiting = deque(enumerate(tasks))
        results: queue.Queue[tuple[int, Any]] = queue.Queue()
        content = pickle.dumps(job)
        for worker in self._workers[: len(tasks)]:
            threading.Thread(target=_serve, args=(worker, content, waiting, results, seconds), daemon=True).start()
        try:
            for _ in range(len(tasks)):
                number, result = _next(results)
                if isinstance(result, Raised):
                    raise result.error
                yield number, result
        finally:
            waiting.clear()


def _serve(
    worker: Worker,
    job: bytes,
    waiting: deque[tuple[int, Any]],
    results: queue.Queue[tuple[int, Any]],
    seconds: float | None,
) -> None:
    """Have one worker carry out tasks until none is waiting."""
    while True:
        try:
            number, task = waiting.popleft()
        except IndexError:
            return
        try:
            result = worker.result_of(job, task, seconds)
        except Exception as error:
            result = Raised(error)
        results.put((number, result))


def _next(results: queue.Queue[tuple[int, Any]]) -> tuple[int, Any]:
    """The next result; on Windows, only waiting in short pieces lets Ctrl-C through."""
    while True:
        with suppress(queue.Empty):
            return results.get(timeout=0.5)
