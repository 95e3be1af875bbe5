"""What is to be carried out, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from autograder.basics.dataclass import dataclass

Job: TypeAlias = Callable[[], AbstractContextManager[Callable[[Any], Any]]]
"""What workers are to do: opened once in each, it gives the function that carries out a task. It must be picklable."""


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of a result: the worker was stopped because it took too long, or it ended by itself twice."""

    late: bool


class Each(Protocol):
    """Carries out a job on each of some tasks."""

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result (or Lost), in the order in which they end.

        A task may take so many seconds. What it raises is raised here.
        """


class Here:
    """Carries everything out in this very process, one task after another; nothing is lost, and nothing is late."""

    def each(self, job: Job, tasks: Sequence[Any], seconds: float | None = None) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result."""
        with job() as carry_out:
            for number, task in enumerate(tasks):
                yield number, carry_out(task)


@dataclass(frozen=True, slots=True)
class Raised:
    """In the place of a result: what carrying out the task raised."""

    error: BaseException
