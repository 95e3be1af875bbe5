"""A class on a Dask cluster beside the same number of workers of this machine, and what more workers would give.

The scheduler and the workers are processes here that are there already, as on a cluster. What is measured is put into a
model: with w workers a submission takes here + max(1/(w rate), scheduler / batch) seconds, where `here` is what the
machine that types `grade run` does of it (it reads, keeps and writes), `rate` is what one worker grades a second, and
`scheduler` is what Dask needs of a processor for a batch. Reading and keeping are not counted as going on beside.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.authoring.demo import Student
from autograder.authoring.demo_files import write_class
from autograder.classroom.cluster.batches import MOST, SECONDS
from autograder.classroom.cluster.connect import cluster_at
from autograder.classroom.cluster.fitness import versions
from autograder.model.course import Course
from tests.classroom.on_dask import Dask, until

ROUNDS = 3
FEW, MANY = 20, 100
"""Submissions: what MANY take more than FEW is what submissions cost, without what a run costs."""
TASKS = 500
WORKERS = (1, 2, 4, 8, 16, 32, 64)


class Took(NamedTuple):
    """What a run took: seconds by the clock, and CPU seconds of `grade` with what it started itself."""

    wall: float
    cpu: float


def rows(course: Course, students: Sequence[Student], grade: Sequence[str]) -> Iterator[str]:
    """The table in Markdown; `students` are MANY."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (FEW, MANY):
            write_class(students[:count], course.units, folder / str(count))
        run = [*grade, "run", "--isolation", "full", "--seed", "0", "-o", str(folder / "out")]
        rates = {}
        for workers in (1, 2):
            with Dask(folder) as dask:
                for number in range(workers):
                    dask.worker(f"{workers}-{number}")
                until(lambda dask=dask, workers=workers: _is_complete(dask, workers))  # type: ignore[misc]
                there, here = _side_by_side(run, folder, dask.address, workers)
                task = _cost_of_a_task(dask)
            (folder / "scheduler.json").unlink()
            rates[workers] = _marginal(there)
            yield (
                f"{workers} worker{'s' * (workers > 1)}: {MANY} submissions {there[MANY].wall:.1f} s on the cluster, "
                f"{here[MANY].wall:.1f} s by workers of this machine ({there[MANY].wall / here[MANY].wall:.2f} times)"
            )
        ours = (there[MANY].cpu - there[FEW].cpu) / (MANY - FEW)
        yield from _model(rates, ours, task)


def _side_by_side(
    run: Sequence[str], folder: Path, address: str, workers: int
) -> tuple[dict[int, Took], dict[int, Took]]:
    """What both classes take on the cluster, and by so many workers here, in turn."""
    found: dict[tuple[bool, int], list[Took]] = {}
    for _ in range(ROUNDS):
        for count in (FEW, MANY):
            for dask in (False, True):
                where = ["--dask", address] if dask else ["--workers", str(workers)]
                shutil.rmtree(folder / "out", ignore_errors=True)
                start, before = time.perf_counter(), os.times()
                subprocess.run([*run, str(folder / str(count)), *where], check=True, capture_output=True)
                after = os.times()
                cpu = after.children_user + after.children_system - before.children_user - before.children_system
                found.setdefault((dask, count), []).append(Took(time.perf_counter() - start, cpu))
    medians = {
        place: Took(statistics.median(took.wall for took in some), statistics.median(took.cpu for took in some))
        for place, some in found.items()
    }
    there, here = ({count: medians[dask, count] for count in (FEW, MANY)} for dask in (True, False))
    return there, here


def _marginal(took: dict[int, Took]) -> float:
    """Submissions a second, without what a run takes to begin and to end."""
    return (MANY - FEW) / (took[MANY].wall - took[FEW].wall)


def _is_complete(dask: Dask, workers: int) -> bool:
    with cluster_at(dask.address, 1, lambda _: None) as cluster:
        return len(cluster.client.nthreads()) == workers


def _cost_of_a_task(dask: Dask) -> float:
    """CPU seconds of the scheduler for a task that does nothing, in a stream as batches are."""
    with cluster_at(dask.address, 1, lambda _: None) as cluster:
        before = cluster.client.run_on_scheduler(time.process_time)
        for _ in range(TASKS // 10):
            futures = [cluster.client.submit(versions, pure=False) for _ in range(10)]
            cluster.client.gather(futures)
        after = cluster.client.run_on_scheduler(time.process_time)
    return float(after - before) / TASKS


def _model(rates: dict[int, float], ours: float, task: float) -> Iterator[str]:
    """What so many workers give; rates of 1 and 2 are measured, the others follow from what was measured."""
    alone = 1 / max(1 / rates[1] - ours, 1e-9)
    batch = max(1, min(MOST, int(SECONDS * alone)))
    yield (
        f"A worker grades {alone:.1f} a second; {ours * 1000:.1f} ms of CPU of each are spent here, and "
        f"{task * 1000:.2f} ms of the scheduler's for a task."
    )
    yield "\n| workers | submissions a second | |\n|---|---|---|"
    for workers in WORKERS:
        modelled = 1 / (ours + max(1 / (workers * alone), task / batch))
        rate = rates.get(workers, modelled)
        yield f"| {workers} | {rate:.1f} | {'measured' if workers in rates else 'by the model'} |"
