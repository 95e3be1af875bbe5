"""The same notebooks through `grade run` and through one process of `nbgrader autograde`."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from tests.classroom.conftest import course_text, environment
from tests.classroom.student import CLASS, UNIT, write_forms

FEW, MANY = 10, 400
"""Notebooks for nbgrader, which takes as long for each however many there are, and for `grade run`, which does not."""
STUDENTS = tuple(name for name in CLASS if name != "dan")
"""All but the one whose function hangs: that time is set by limits, not by the programs."""


def rates(folder: Path, grade: list[str]) -> tuple[float, float]:
    """Submissions a second: of `grade run`, and of `nbgrader autograde`, on the same kinds of notebook."""
    (folder / "course.toml").write_text(course_text(), encoding="utf-8")
    course = folder / "course"
    subprocess.run(
        [*grade, "init", str(course), "--course", str(folder / "course.toml")], check=True, capture_output=True
    )
    nbgrader = [sys.executable, "-m", "nbgrader"]
    quiet = {"cwd": course, "env": environment(), "check": True, "capture_output": True}
    subprocess.run([*nbgrader, "generate_assignment", UNIT], **quiet)  # type: ignore[call-overload]
    release = course / "release" / UNIT / "momentum.ipynb"
    write_forms(course / "submitted", release, class_of(FEW), ["ipynb"])
    write_forms(folder / "many", release, class_of(MANY), ["ipynb"])
    theirs = FEW / seconds([*nbgrader, "autograde", UNIT], course, environment())
    times = []
    for _ in range(3):
        shutil.rmtree(folder / "out", ignore_errors=True)
        run = [*grade, "run", str(folder / "many"), "-o", str(folder / "out"), "--isolation", "none", "--seed", "0"]
        times.append(seconds([*run, "--course", str(folder / "course.toml")], folder, None))
    return MANY / statistics.median(times), theirs


def class_of(count: int) -> dict[str, dict[str, str]]:
    """So many students, each with the work of one of the class."""
    return {f"{name}{number}": dict(CLASS[name]) for number, name in islice(enumerate(cycle(STUDENTS)), count)}


def seconds(command: list[str], folder: Path, variables: dict[str, str] | None) -> float:
    """How long a command takes by the clock."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True)
    return time.perf_counter() - start
