"""Send submissions to the workers of a cluster in batches, and take what comes back as it comes."""

from __future__ import annotations

import json
import pickle
import queue
import uuid
import zlib
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Self

from distributed import Client, Future, KilledWorker

from autograder.classroom.cluster import on_worker
from autograder.classroom.cluster.batches import Batches
from autograder.classroom.cluster.members import Members, OnEach
from autograder.classroom.lean import lean_from
from autograder.classroom.packing import packed as report_packed
from autograder.classroom.plan import ClassRun
from autograder.classroom.workers import JustGraded, broken, most_seconds
from autograder.errors import GraderError
from autograder.grading.parcel import packed
from autograder.model.submission import Submission
from autograder.processes import Lost
from autograder.quiz.places import own_file

AHEAD = 2
"""Batches for each process of a worker: the one it is at, and one that waits there."""
ENDINGS = 2
"""After as many times that a worker ended with one submission alone, that submission is given up."""
POLL = 0.5
GATHER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Submissions that were sent together, by number, and the workers that may grade them."""

    numbers: tuple[int, ...]
    workers: frozenset[str]


class ClusterRun:
    """What a cluster's workers hold ready for one plan, for as long as a block lasts: their grading processes."""

    def __init__(self, client: Client, members: Members, plan: ClassRun) -> None:
        self.client, self.members, self.plan = client, members, plan
        self.name = f"grade-{uuid.uuid4().hex}"
        self.batches = Batches()
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        course, seconds = self.plan.grader.course, most_seconds(self.plan.grader.course.limits)
        parcel = packed(self.plan, course, filter(None, (own_file(course, unit) for unit in course.units)))

        def admit(on_each: OnEach) -> Mapping[str, object]:
            return on_each(on_worker.admit, self.name, parcel, seconds)

        self._opened.enter_context(self.members.at_work(admit, self.plan.isolation))
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()
        if self.client.status == "running":
            with suppress(Exception):  # whoever has left meanwhile holds nothing any more
                self.client.run(on_worker.dismiss, self.name, workers=[*self.members.fit], wait=False)


class Sender:
    """Grades some submissions on a cluster: `Sender(run, submissions).results()`."""

    def __init__(self, run: ClusterRun, submissions: Sequence[Submission]) -> None:
        self._run, self._client, self._members = run, run.client, run.members
        self._submissions, self._plan = submissions, run.plan
        self._left = deque(range(len(submissions)))
        self._again: deque[tuple[int, ...]] = deque()
        self._flying: dict[Future, Batch] = {}
        self._landed: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._endings: Counter[int] = Counter()

    def results(self) -> Iterator[JustGraded]:
        """What came of each submission, in the order in which they end. See `GradeEach`."""
        try:
            while self._left or self._again or self._flying:
                self._members.require_some()
                self._send()
                self._take_back()
                with suppress(queue.Empty):
                    yield from self._opened(self._landed.get(timeout=POLL))
        finally:
            flying, self._flying = [*self._flying], {}
            if flying and self._client.status == "running":
                with suppress(Exception):  # it may end at this very moment
                    self._client.cancel(flying, force=True)

    def _send(self) -> None:
        """Keep every process of every worker busy."""
        fit = self._members.fit
        at_once = sum(fit.values())
        while (self._left or self._again) and len(self._flying) < AHEAD * at_once:
            numbers = self._again.popleft() if self._again else self._next(at_once)
            content = [pickle.dumps(self._submissions[number]) for number in numbers]
            future = self._client.submit(
                on_worker.grade_batch,
                self._run.name,
                content,
                key=f"{self._run.name}-{uuid.uuid4().hex}",
                workers=[*fit],
                pure=False,
            )
            self._flying[future] = Batch(numbers, frozenset(fit))
            future.add_done_callback(self._landed.put)

    def _next(self, at_once: int) -> tuple[int, ...]:
        return tuple(self._left.popleft() for _ in range(self._run.batches.size(len(self._left), at_once)))

    def _take_back(self) -> None:
        """Batches whose workers have all left: Dask would wait for one of the same name."""
        fit = self._members.fit.keys()
        for future, batch in [*self._flying.items()]:
            if not batch.workers & fit and not future.done():
                self._repeat(future)

    def _repeat(self, future: Future) -> None:
        self._again.append(self._flying.pop(future).numbers)
        future.cancel(force=True)

    def _opened(self, future: Future) -> Iterator[JustGraded]:
        """What a batch has given; what it has not is sent once more."""
        if future not in self._flying:
            return
        if future.status == "error":
            yield from self._failed(future)
            return
        try:
            content = future.result(timeout=GATHER_SECONDS) if future.status == "finished" else None
        except Exception:  # its worker left with it, and whatever that raises
            content = None
        if content is None:
            self._members.require_some()
            self._repeat(future)
            return
        numbers = self._flying.pop(future).numbers
        said = json.loads(zlib.decompress(content))
        self._run.batches.measured(seconds for seconds, _, _ in said["results"])
        for number, (_, kind, text) in zip(numbers, said["results"], strict=False):
            yield self._graded(number, kind, text)
        if said["error"]:
            self._members.refuse(said["worker"], f"it cannot grade: {said['error']}")
            self._again.append(numbers[len(said["results"]) :])

    def _graded(self, number: int, kind: str, text: str) -> JustGraded:
        if kind == "report":
            report = report_packed(text)
            return JustGraded(lean_from(report.own), report)
        return broken(self._submissions[number], self._plan, Lost(late=kind == "late"))

    def _failed(self, future: Future) -> Iterator[JustGraded]:
        """A batch with which several workers ended, one after the other, is sent again one by one."""
        error = future.exception()
        numbers = self._flying.pop(future).numbers
        if not isinstance(error, KilledWorker):
            raise GraderError(
                f"the cluster cannot carry out what it is sent ({type(error).__name__}: {error}): the scheduler needs "
                "the same packages as the workers. What was graded until then is kept"
            ) from error
        for number in numbers:
            self._endings[number] += len(numbers) == 1
            if self._endings[number] >= ENDINGS:
                yield self._graded(number, "ended", "")
            else:
                self._again.append((number,))
