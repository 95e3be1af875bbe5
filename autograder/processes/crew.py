"""Several workers side by side."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from autograder.processes.fresh import FreshProcess
from autograder.processes.job import Job, Raised
from autograder.processes.messages import PackedJob
from autograder.processes.seed import Seed
from autograder.processes.started import Started
from autograder.processes.worker import Worker


class Crew:
    """Up to `count` workers, started when they are first needed. Use as `with Crew(4) as crew:`."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._workers = [Worker(self._started) for _ in range(count)]
        self._seed: Seed | None = None

    def fork_from_here(self, prepare: Callable[[], object] = lambda: None, *inherited: object) -> None:
        """Have workers be forks of this process as it is now, where it can be forked.

        Before the first of them `prepare` is carried out once for all. What they inherit is not sent to them.
        """
        if self._seed is None and Seed.can_be():
            self._seed = Seed(prepare, inherited)

    def _started(self) -> Started:
        forked = self._seed.started() if self._seed else None
        return forked or FreshProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.dismiss(at_once=kind is not None)
        for worker in self._workers:
            worker.end()
        if self._seed is not None:
            self._seed.end()

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result (or Lost), in the order in which they end; see `Each`."""
        waiting = deque(enumerate(tasks))
        results: queue.Queue[tuple[int, Any]] = queue.Queue()
        packed = PackedJob(job)
        for worker in self._workers[: len(tasks)]:
            threading.Thread(target=_serve, args=(worker, packed, waiting, results, seconds), daemon=True).start()
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
    job: PackedJob,
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
