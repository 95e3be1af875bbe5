"""`python -m tests.benchmarks`: how long the usual commands take here, printed as a table beside their goals.

Times are medians over several runs of whole processes; machines differ and are noisy, so nothing is asserted.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

from autograder.course import load_course
from autograder.demo import Student, make_class, write_class
from autograder.judge import Judge
from autograder.key import key_for
from autograder.model import ExerciseKey
from autograder.printed_answers import right_answer
from autograder.texts import Texts
from tests.benchmarks import isolation, nbgrader
from tests.in_process import answers_of, compiled

GRADE = [sys.executable, "-c", "from autograder.cli import main; main()"]
SUBMISSIONS = 200
SLOW_BY_DESIGN = ("an endless loop in one function",)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    goal: str


def seconds(
    command: list[str], *, runs: int = 7, before: Callable[[], None] = lambda: None, **environment: str
) -> list[float]:
    """Wall-clock times of a command, each run a process of its own."""
    times = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)
        times.append(time.perf_counter() - start)
    return times


def spread(times: list[float]) -> str:
    """Median with minimum and maximum."""
    return f"{statistics.median(times):.3f} s ({min(times):.3f} to {max(times):.3f})"


def class_of(count: int) -> list[Student]:
    """A class of the demo's students, without those that are slow on purpose, repeated until there are enough."""
    course = load_course()
    students = [s for s in make_class(course, key_for(course.exercises)) if s.story not in SLOW_BY_DESIGN]
    repeated = islice(enumerate(cycle(students)), count)
    return [Student(f"{s.name}{number}", s.story, s.texts, s.layout) for number, s in repeated]


def rows(folder: Path) -> Iterator[Row]:
    """The measurements, one after another."""
    yield Row("grade --help", spread(seconds([*GRADE, "--help"])), "0.15 s")
    yield Row("import autograder", spread(seconds([sys.executable, "-c", "import autograder"])), "never loads sympy")

    yield Row("convergence checks of the course, CPU", spread(convergence()), "0.03 s")

    yield Row("convergence checks of the course, CPU", spread(convergence()), "0.03 s")

    unit = folder / "unit" / "01_gradient_descent"
    shutil.copytree(Path("solutions/01_gradient_descent"), unit)
    yield Row("grade check of one unit", spread(seconds([*GRADE, "check", str(unit)])), "0.6 s")

    cache = folder / "cache"
    derive = "from autograder import course, key; c = course.load_course(); key.key_for(c.of_unit(c.units[0]), seed=1)"
    cold = seconds(
        [sys.executable, "-c", derive],
        before=lambda: shutil.rmtree(cache, ignore_errors=True),
        GRADE_DESCENT_CACHE=str(cache),
    )
    yield Row("a custom key for one unit, cold", spread(cold), "6 s")

    write_class(class_of(SUBMISSIONS), folder / "class")
    out = folder / "out"
    run = [*GRADE, "run", str(folder / "class"), "-o", str(out), "--isolation", "none"]
    fresh = seconds(run, runs=3, before=lambda: shutil.rmtree(out, ignore_errors=True))
    rate = SUBMISSIONS / statistics.median(fresh)
    yield Row(f"{SUBMISSIONS} submissions of two units", f"{rate:.1f} a second; {spread(fresh)}", "30 a second")
    yield Row("the same again, nothing changed", spread(seconds(run, runs=3)), "")

    yield from (Row(*row) for row in isolation.rows())
    (folder / "nbgrader").mkdir()
    ours, theirs = nbgrader.rates(folder / "nbgrader", GRADE)
    measured = f"{ours:.1f} a second; nbgrader autograde: {theirs:.2f}; {ours / theirs:.0f} times"
    yield Row("notebooks of one unit", measured, "60 times")


def convergence(runs: int = 7) -> list[float]:
    """CPU time of all theorems' checks on right answers: the calls as the child makes them, and the judging."""
    course = load_course()
    texts, answers = Texts.in_language("en"), [right_answer(exercise) for exercise in course.exercises]
    keys = [only_theorems(key) for key in key_for(course.exercises).exercises.values()]
    functions = [compiled(text, key.name) for text, key in zip(answers, keys, strict=True)]
    times = []
    for _ in range(runs):
        start = time.process_time()
        for key, function in zip(keys, functions, strict=True):
            Judge(key, texts).outcomes(1.0, answers_of(function, key), {})
        times.append(time.process_time() - start)
    return times


def only_theorems(key: ExerciseKey) -> ExerciseKey:
    """A key with the checks of theorems alone."""
    return replace(key, checks=tuple(check for check in key.checks if any(p.theorem for p in check.probes)))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'what':<36} {'measured: median (min to max)':<48} goal")
        for row in rows(Path(folder)):
            print(f"{row.what:<36} {row.measured:<48} {row.goal}", flush=True)


if __name__ == "__main__":
    main()
