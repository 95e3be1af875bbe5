"""What a Dask worker does: it says what it is, and has its own processes grade what it is sent."""

from __future__ import annotations

import asyncio
import json
import pickle
import shutil
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from distributed import Worker, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from autograder.classroom.cluster.fitness import digest_of_package, why_not
from autograder.classroom.plan import ClassRun
from autograder.classroom.workers import grading
from autograder.grading.parcel import Parcel, unpacked
from autograder.model.submission import Submission
from autograder.processes.job import Lost, Raised
from autograder.processes.messages import PackedJob
from autograder.processes.worker import Worker as Process

FASTEST = 1
"""How hard texts are compressed: it is enough for what many reports have in common."""
IDLE_SECONDS = 120.0
"""After as long without a batch the processes end: nobody else does it for a grader that was killed."""


async def examined(asked: str) -> dict[str, object]:
    """What this worker's package is, and why it does not allow the levels of isolation that come into question."""
    package, refusals = await asyncio.gather(asyncio.to_thread(digest_of_package), asyncio.to_thread(why_not, asked))
    return {"package": package, "why_not": refusals}


async def admit(run: str, parcel: Parcel, seconds: float, dask_worker: Worker) -> None:
    """Be ready to grade for a run, whose plan comes as a parcel; a submission may take so many seconds."""
    await dask_worker.plugin_add(plugin=Bench(parcel, seconds), name=run, catch_errors=False)


async def dismiss(run: str, dask_worker: Worker) -> None:
    """End all that belongs to a run, also what is at work."""
    if run in dask_worker.plugins:
        await dask_worker.plugin_remove(name=run)


def grade_batch(run: str, submissions: Sequence[bytes]) -> bytes:
    """The task: grade some submissions, each pickled, one after the other.

    Returns compressed JSON: the worker's address; of each submission the seconds that it took, and "report" with its
    text, or "late" or "ended"; and an error where the worker cannot grade at all.
    """
    worker = get_worker()
    bench = worker.plugins[run]
    assert isinstance(bench, Bench)
    found: list[tuple[float, str, str]] = []
    problem = ""
    try:
        found.extend(bench.graded(submissions))
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"[:1000]
    said = json.dumps({"worker": worker.address, "results": found, "error": problem})
    return zlib.compress(said.encode("ascii"), FASTEST)


class Bench(WorkerPlugin):
    """The grading processes of one worker for one run: as many as it has tasks at once, each with its sandbox."""

    def __init__(self, parcel: Parcel, seconds: float) -> None:
        """`parcel` is the plan of the run; `seconds` is what one submission may take."""
        self._parcel, self._seconds = parcel, seconds
        self._job: PackedJob
        self._all: list[Process] = []
        self._free: list[Process] = []
        self._lock = threading.Lock()
        self._alarm: threading.Timer | None = None

    def setup(self, worker: Worker) -> None:
        """Have a folder that Dask takes away with the worker's own, however that ends."""
        self._folder = tempfile.mkdtemp(prefix="grade-descent-", dir=worker.local_directory)
        self._job = PackedJob(partial(graded_elsewhere, self._parcel, self._folder))

    async def teardown(self, worker: Worker) -> None:
        """End all processes, whatever they are at: Dask asks for this when the worker ends."""
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        with self._lock:
            self._cancel_alarm()
            for process in self._all:
                process.dismiss(at_once=process not in self._free)
            for process in self._free:
                process.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def graded(self, submissions: Sequence[bytes]) -> Iterator[tuple[float, str, str]]:
        """The seconds that each submission took, what became of it, and the text of its report."""
        with self._process() as process:
            for submission in submissions:
                start = time.perf_counter()
                result = process.result_of(self._job, submission, self._seconds)
                if isinstance(result, Raised):
                    raise result.error
                kind = ("late" if result.late else "ended") if isinstance(result, Lost) else "report"
                yield time.perf_counter() - start, kind, result if kind == "report" else ""

    @contextmanager
    def _process(self) -> Iterator[Process]:
        """One that nobody else uses meanwhile."""
        with self._lock:
            self._cancel_alarm()
            if not self._free:
                self._free.append(Process())
                self._all.append(self._free[-1])
            process = self._free.pop()
        try:
            yield process
        finally:
            with self._lock:
                self._free.append(process)
                if len(self._free) == len(self._all):
                    self._set_alarm()

    def _set_alarm(self) -> None:
        self._alarm = threading.Timer(IDLE_SECONDS, self._rest)
        self._alarm.daemon = True
        self._alarm.start()

    def _cancel_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _rest(self) -> None:
        """End the processes; a batch that comes all the same starts them anew."""
        with self._lock:
            if len(self._free) == len(self._all):
                for process in self._free:
                    process.end()


@contextmanager
def graded_elsewhere(parcel: Parcel, folder: str) -> Iterator[Callable[[bytes], str]]:
    """The job of a grading process on a worker: from a submission, pickled, to the text of its report."""
    plan = unpacked(parcel, Path(folder))
    assert isinstance(plan, ClassRun)
    with grading(plan) as grade:

        def text_of(submission: bytes) -> str:
            opened = pickle.loads(submission)
            assert isinstance(opened, Submission)
            return grade(opened).packed.text

        yield text_of
