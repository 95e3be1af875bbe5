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
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
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
FEW, MANY = 10, 60
"""Submissions: what MANY take more than FEW is what submissions cost, without what a run costs."""
TASKS = 500
WORKERS = (1, 2, 4, 8, 16, 32, 64)
HERE, LOCAL, THERE = "by workers of this machine", "with --dask local", "on a cluster that is there"
PATIENCE = 600
"""Seconds after which a run counts as one that does not end, and the benchmark with it."""
SHORTEST = 1e-4
"""Seconds for a submission at least, where the machine is too noisy to tell a few from many."""


class Took(NamedTuple):
    """What a run took: seconds by the clock, and CPU seconds of `grade` with what it started itself."""

    wall: float
    cpu: float


def rows(course: Course, students: Sequence[Student], grade: Sequence[str]) -> Iterator[str]:
    """The table in Markdown; `students` are MANY. How far it is goes to standard error."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (FEW, MANY):
            write_class(students[:count], course.units, folder / str(count))
        run = [*grade, "run", "--isolation", "full", "--seed", "0", "-o", str(folder / "out")]
        rates, ours = {}, 0.0
        for workers in (1, 2):
            ways = {HERE: ["--workers", str(workers)], LOCAL: ["--dask", "local", "--workers", str(workers)]}
            with Dask(folder) as dask:
                for number in range(workers):
                    dask.worker(f"{workers}-{number}")
                until(lambda dask=dask, workers=workers: _is_complete(dask, workers))  # type: ignore[misc]
                took = _in_turn(run, folder, {**ways, THERE: ["--dask", dask.address]})
                task = _cost_of_a_task(dask)
            (folder / "scheduler.json").unlink()
            rates[workers] = 1 / _each(took[THERE]).wall
            ours = _each(took[THERE]).cpu
            yield f"{workers} worker{'s' * (workers > 1)}: {_compared(took)}"
        yield from _model(rates, ours, task)


def _in_turn(run: Sequence[str], folder: Path, ways: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[Took, Took]]]:
    """What FEW and MANY take in each way, one way after the other, so that all of them see the same machine."""
    found: dict[str, list[tuple[Took, Took]]] = {way: [] for way in ways}
    for number in range(ROUNDS):
        for way, where in ways.items():
            few, many = (_carried_out([*run, str(folder / str(count)), *where], folder) for count in (FEW, MANY))
            found[way].append((few, many))
            print(f"round {number + 1} of {ROUNDS}, {way}: {few.wall:.1f} and {many.wall:.1f} s", file=sys.stderr)
    return found


def _carried_out(command: Sequence[str], folder: Path) -> Took:
    shutil.rmtree(folder / "out", ignore_errors=True)
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.perf_counter() - start, cpu)


def _each(rounds: Sequence[tuple[Took, Took]]) -> Took:
    """What a submission takes, without what a run takes to begin and to end: a median."""
    wall, cpu = (
        statistics.median((many[index] - few[index]) / (MANY - FEW) for few, many in rounds) for index in (0, 1)
    )
    return Took(max(wall, SHORTEST), max(cpu, SHORTEST))


def _compared(took: Mapping[str, Sequence[tuple[Took, Took]]]) -> str:
    """How long MANY took in each way, and that beside the workers of this machine, as a median of ratios."""
    said = []
    for way, rounds in took.items():
        whole = statistics.median(many.wall for _, many in rounds)
        pairs = zip(rounds, took[HERE], strict=True)
        ratio = statistics.median(there[1].wall / here[1].wall for there, here in pairs)
        more = _each(rounds).wall / _each(took[HERE]).wall
        said.append(f"{MANY} {way} {whole:.1f} s" + ("" if way == HERE else f" ({ratio:.2f} times; each {more:.2f})"))
    return ", ".join(said)


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
    alone = 1 / max(1 / rates[1] - ours, SHORTEST)
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
