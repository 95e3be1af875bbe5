"""How close `grade run` comes to what it cannot be quicker than: the students' own calls, bare, in the same run."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.expected.lookup import Key, key_for
from autograder.expected.printed import right_answer
from autograder.grading.run import planned_calls
from autograder.model.course import Course
from autograder.sandbox.child import calls, failures, sheets, wire
from autograder.sandbox.inputs import ready
from tests.in_process import Function, compiled, gradients_of

RUNS = 9


class Limit(NamedTuple):
    """CPU seconds for all the calls that a submission of the whole course is graded by."""

    bare: float
    """The functions alone, in one warm process: nothing is copied, noted, sent or judged."""
    forked: float
    """The same in a fork of that process, with all that the fork costs."""
    calls: int


def limit(course: Course) -> Limit:
    """What the right answers of a course take."""
    made = list(_made(course, key_for(course.exercises)))
    carry_out = partial(_carry_out, made)
    carry_out()
    return Limit(_median(lambda: _cpu_of(carry_out)), _median(lambda: _cpu_of_a_fork(carry_out)), len(made))


def _made(course: Course, key: Key) -> Iterator[Callable[[], object]]:
    """Every call that is made of a submission, with what it is given, ready to be made again."""
    functions = {e.name: compiled(right_answer(e), e.name) for e in course.exercises}
    gradients = {name: function for e in key.exercises.values() for name, function in gradients_of(e).items()}
    caller = calls.Caller(wire, sheets, failures)
    for other_order in (False, True):
        for call in planned_calls(key, course.exercises, other_order).calls:
            recorded: list[Callable[[], object]] = []
            function = partial(_recording, functions[call.function], recorded)
            with np.errstate(all="ignore"):
                caller.answers([ready(0, call, gradients)], partial(_found, function))
            yield from recorded


def _found(function: Function, _: object) -> tuple[Function, str]:
    return function, ""


def _recording(function: Function, recorded: list[Callable[[], object]], *arguments: Any, **keywords: Any) -> object:
    recorded.append(partial(function, *arguments, **keywords))
    return function(*arguments, **keywords)


def _carry_out(made: list[Callable[[], object]]) -> None:
    with np.errstate(all="ignore"):
        for call in made:
            call()


def _cpu_of(carry_out: Callable[[], None]) -> float:
    start = time.process_time()
    carry_out()
    return time.process_time() - start


def _cpu_of_a_fork(carry_out: Callable[[], None]) -> float:
    process = os.fork()
    if process == 0:
        carry_out()
        os._exit(0)
    _, _, used = os.wait4(process, 0)
    return used.ru_utime + used.ru_stime


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(RUNS))


def described_beside(course: Course, run: Callable[[Path], float], folder: Path) -> str:
    """The bare calls, the bare fork and a whole run, each for one submission; `run` measures the last."""
    if not sys.platform.startswith("linux"):
        return "only Linux forks and counts so"
    least = limit(course)
    whole = run(folder)
    return (
        f"bare {least.bare * 1000:.1f} ms ({least.calls} calls), forked {least.forked * 1000:.1f} ms, run at full "
        f"{whole * 1000:.1f} ms: {whole / least.bare:.1f} times the bare calls, {whole / least.forked:.1f} the fork"
    )
