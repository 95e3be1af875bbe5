"""`python -m tests.benchmarks.scale [SMALL LARGE]`: does a run's time grow as its class does, and does its memory not?

Right submissions of five exercises, no two the same, are graded without pages. For a small class and a large one: CPU
milliseconds for each submission, the most memory that the grader itself held, and what results.db takes for each; then
the same run again, in which nothing has changed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.catalogue.course import load_course
from autograder.expected.printed import right_answer
from autograder.model import Exercise
from autograder.model.course import Unit

GRADE = [sys.executable, "-c", "from autograder.cli import main; main()"]
EXERCISES = 5
SIZES = (1000, 10_000)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took."""

    cpu: float
    """Seconds, workers and students' processes included."""
    memory: float
    """MiB, at most, of the grader itself."""


def run(command: Sequence[str]) -> Cost:
    """Carry out a command, and look now and then how much it holds."""
    before = os.times()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, _held(process.pid))
        time.sleep(0.1)
    assert process.returncode == 0, f"it ended with {process.returncode}"
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(cpu, most)


def _held(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def write_course(exercises: Sequence[Exercise], folder: Path) -> Path:
    """A course file that uses the first exercises alone."""
    unused = "".join(f"[exercise.{exercise.name}]\nuse = false\n" for exercise in exercises[EXERCISES:])
    file = folder / "course.toml"
    file.write_text(unused, encoding="utf-8")
    return file


def texts_of(exercises: Sequence[Exercise]) -> dict[str, str]:
    """The units' files with the right answers of the first exercises."""
    texts: dict[str, str] = {}
    for exercise in exercises[:EXERCISES]:
        texts[exercise.unit] = f"{texts.get(exercise.unit, 'import numpy as np')}\n\n{right_answer(exercise)}"
    return texts


def write_class(texts: Mapping[str, str], count: int, folder: Path) -> Path:
    """So many students with the same files, but for a comment: no submission is the same as another."""
    for number in range(count):
        for unit, text in texts.items():
            place = folder / f"student{number:05}" / unit
            place.mkdir(parents=True)
            (place / Unit(unit).file).write_text(f"# {number}\n{text}", encoding="utf-8")
    return folder


def measured(count: int, folder: Path) -> tuple[Cost, Cost, float]:
    """The first run of a class and the second, and the KiB of results.db for each student after the first."""
    exercises = [exercise for exercise in load_course().exercises if exercise.points]
    submissions, out = write_class(texts_of(exercises), count, folder / "class"), folder / "out"
    what = [str(submissions), "-o", str(out), "--course", str(write_course(exercises, folder))]
    command = [*GRADE, "run", *what, "--seed", "0", "--no-pages"]
    first = run(command)
    size = (out / "results.db").stat().st_size / 1024 / count
    return first, run(command), size


def main() -> None:
    """Print a line for each size, and how the two compare."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    found: dict[int, Cost] = {}
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            first, again, size = measured(count, Path(name))
        found[count] = first
        print(
            f"{count} submissions: {1000 * first.cpu / count:.1f} ms CPU each, {first.memory:.0f} MiB held, "
            f"{size:.1f} KiB of results.db each; unchanged: {100 * again.cpu / first.cpu:.1f} % of the time, "
            f"{again.memory:.0f} MiB",
            flush=True,
        )
    if len(found) > 1:
        (small, one), *_, (large, other) = found.items()
        time_, memory = other.cpu / large / (one.cpu / small), other.memory / one.memory
        print(f"{large} beside {small}: {time_:.2f} times the time each, {memory:.2f} times the memory")


if __name__ == "__main__":
    main()
