"""Small tasks carried out several at a time: what goes to a worker and back takes longer than many a task."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from autograder.processes.job import Each, Job, Lost

LARGEST = 16
FEWEST = 16
"""Portions that there are at least, as far as there are tasks: however many workers there are, they all have some."""


def each_in_portions(workers: Each, job: Job, tasks: Sequence[Any], seconds: float) -> list[Any]:
    """The result of each task, or Lost, in their order.

    A portion may take as long as one task. Where it does not come back, its tasks are carried out one by one, so that
    only those are lost that are at fault.
    """
    size = max(1, min(LARGEST, len(tasks) // FEWEST))
    starts = range(0, len(tasks), size)
    found = dict(workers.each(partial(_some, job), [tasks[start : start + size] for start in starts], seconds))
    results = [found[number] for number in range(len(starts))]
    alone = [n for n in range(len(tasks)) if isinstance(results[n // size], Lost)] if size > 1 else []
    again = dict(workers.each(job, [tasks[n] for n in alone], seconds)) if alone else {}
    one_by_one = {n: again[place] for place, n in enumerate(alone)}
    if size == 1:
        return [result if isinstance(result, Lost) else result[0] for result in results]
    return [one_by_one[n] if n in one_by_one else results[n // size][n % size] for n in range(len(tasks))]


@contextmanager
def _some(job: Job) -> Iterator[Callable[[Sequence[Any]], list[Any]]]:
    """The job of carrying out several tasks."""
    with job() as carry_out:
        yield lambda tasks: [carry_out(task) for task in tasks]
