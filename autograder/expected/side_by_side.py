"""Derive for several exercises side by side, on as many cores as there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any, TypeVar

from autograder.errors import ExpectedValuesError
from autograder.model import Exercise

_T = TypeVar("_T")


def workers() -> int:
    """How many processes to derive with: the cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def each(
    derive: Callable[[Exercise], _T],
    exercises: Sequence[Exercise],
    workers: int,
    on_derived: Callable[[int, int], None] = lambda done, total: None,
) -> list[_T]:
    """What is derived of each of some exercises, in their order, by so many processes where there are several.

    `on_derived` is told how many are done, from 0, and how many there are. ExpectedValuesError where a process ends.
    """
    if not exercises:
        return []
    from autograder.processes import Crew, Here, Lost  # not everywhere can processes be started

    results: dict[int, Any] = {}
    with Crew(workers) if min(workers, len(exercises)) > 1 else nullcontext(Here()) as crew:
        on_derived(0, len(exercises))
        for number, result in crew.each(partial(_deriving, derive), exercises):
            results[number] = result
            on_derived(len(results), len(exercises))
    lost = [exercise.name for number, exercise in enumerate(exercises) if isinstance(results[number], Lost)]
    if lost:
        raise ExpectedValuesError(
            f"the process that derives the right answers of {', '.join(lost)} ended twice: type the same again with "
            "more memory free"
        )
    return [results[number] for number in range(len(exercises))]


@contextmanager
def _deriving(derive: Callable[[Exercise], _T]) -> Iterator[Callable[[Exercise], _T]]:
    """The job of a process that derives."""
    yield derive
