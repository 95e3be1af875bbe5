"""What isolation costs: a submission from its start to its end at each level, and the memory that it takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.authoring.made_up import by_unit, submission
from autograder.catalogue.course import load_course
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Call, Cell, IsolationLevel, Module, Request
from autograder.sandbox.forked import ForkLauncher
from autograder.sandbox.levels import refused
from autograder.sandbox.process import ProcessSandbox

TRIVIAL = Request((Module("unit", (Cell("def f():\n    return 1\n"),)),), (Call("unit", "f"),))


def rows() -> Iterator[tuple[str, str, str]]:
    """What, measured, goal."""
    for level in IsolationLevel:
        refusal = refused(level)
        if refusal is not None:
            yield f"isolation {level}", f"refused here: {refusal.part}: {refusal.why}", ""
            continue
        with ProcessSandbox(isolation=level) as sandbox:
            (times,) = alternating([lambda: sandbox.run(TRIVIAL)], 400)
            goal = "7 ms, 95% within 15 ms" if level is IsolationLevel.FULL else ""
            yield f"{level}: a trivial submission", spread(times), goal
            yield f"{level}: memory of a zygote", f"{megabytes(sandbox):.0f} MB", "120 MB"
    if refused(IsolationLevel.FULL) is None:
        yield "five exercises, full to bare fork", ratio(), "1.5 times"


def alternating(actions: list[Callable[[], object]], runs: int) -> list[list[float]]:
    """Times of some actions in seconds, one after another in turn, so that a noisy machine is noisy for all."""
    times: list[list[float]] = [[] for _ in actions]
    for number in range(runs + 10):
        for action, measured in zip(actions, times, strict=True):
            start = time.perf_counter()
            action()
            if number >= 10:
                measured.append(time.perf_counter() - start)
    return times


def spread(times: list[float]) -> str:
    """Median and the 95th percentile."""
    return f"{statistics.median(times) * 1000:.1f} ms, 95% within {statistics.quantiles(times, n=20)[-1] * 1000:.1f} ms"


def megabytes(sandbox: ProcessSandbox) -> float:
    """Memory of the processes that wait for work, what they share counted once."""
    launcher = sandbox._launcher
    assert isinstance(launcher, ForkLauncher)
    return sum(map(_proportional, _with_children(launcher._zygote.pid))) / 1024


def _with_children(pid: int) -> list[int]:
    below = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return [pid, *(each for child in below for each in _with_children(child))]


def _proportional(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def ratio() -> str:
    """How much longer a submission of five exercises takes at full than in a bare fork."""
    course = load_course()
    exercises = course.of_unit(course.units[0])[:5]
    grader = Grader(course, key_for(exercises), Texts())
    handed_in = submission("ada", by_unit(exercises, {e.name: right_answer(e) for e in exercises}))
    with ProcessSandbox(isolation=IsolationLevel.FULL) as full, ProcessSandbox() as bare:
        with_lock, without = alternating(
            [lambda: grader.grade(handed_in, full), lambda: grader.grade(handed_in, bare)], 200
        )
    times = statistics.median(with_lock) / statistics.median(without)
    return f"{times:.2f} times ({spread(with_lock)}; bare {statistics.median(without) * 1000:.1f} ms)"


if __name__ == "__main__":
    for what, measured, goal in rows():
        print(f"{what:<36} {measured:<60} {goal}", flush=True)
