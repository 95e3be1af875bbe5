"""Tasks that are carried out several at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from autograder.processes import Each, Forks, Here, Lost
from autograder.processes.portions import FEWEST, LARGEST, each_in_portions


@contextmanager
def working() -> Iterator[Callable[[int], int]]:
    """Doubles numbers; one of them ends the process, and another does not come back."""

    def carry_out(number: int) -> int:
        if number == -1:
            os._exit(1)
        if number == -2:
            time.sleep(60)
        return 2 * number

    yield carry_out


@pytest.mark.parametrize("count", [0, 1, FEWEST, 3 * FEWEST + 5, (LARGEST + 3) * FEWEST])
def test_results_are_those_of_the_tasks(count: int) -> None:
    """However many there are, each result stands where its task does."""
    assert each_in_portions(Here(), working, range(count), 1) == [2 * number for number in range(count)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers of this kind are forks")
@pytest.mark.parametrize("count", [3, 4 * FEWEST])
def test_only_the_tasks_at_fault_are_lost(count: int) -> None:
    """Who ends the process, or takes too long, costs those of the same portion nothing."""
    workers: Each = Forks()
    tasks = list(range(count))
    tasks[1], tasks[-1] = -1, -2
    results = each_in_portions(workers, working, tasks, 0.5)
    assert (results[1], results[-1]) == (Lost(late=False), Lost(late=True))
    assert [one for one in results if not isinstance(one, Lost)] == [2 * one for one in tasks if one >= 0]
