"""Side by side with what one would use instead, on the same five exercises and twenty checks, in one run.

The others take one submission after the other, as they come. Ours locks each in, tells mistakes apart, asks all the
checks of these exercises, keeps results and writes pages. CPU times count all processes that a command started.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from autograder.catalogue.course import load_course
from autograder.model.course import Course
from tests.benchmarks import five

ROUNDS = 3
OURS = 400
UNITTEST = """\
class Test_{name}_{check}(unittest.TestCase):
    def test(self):
        {body}
"""
PYTEST = """\
def test_{name}_{check}():
    if True:
        {body}
"""
OTTER = """\
from otter.test_files import test_case
import numpy as np

OK_FORMAT = False
name = "{name}"
points = 4
"""
OTTER_CASE = """

@test_case()
def test_{check}({name}, env):
    path = env["path"]
    {body}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to grade: how many submissions it is tried on, and what grades them in a folder, once it is prepared."""

    name: str
    count: int
    prepared: Callable[[Course, Path, int], Callable[[], object]]
    missing: str = ""
    """Why it cannot be tried here; empty where it can."""


@dataclass(frozen=True, slots=True)
class Took:
    """What one submission took, in seconds."""

    wall: float
    cpu: float


def rows() -> Iterator[str]:
    """The table in Markdown, with the machine in its first line."""
    course = load_course()
    yield f"{machine()}; {len(five.HYPERPARAMETERS)} exercises; medians of {ROUNDS} rounds, in turn.\n"
    yield "| grader | submissions | a second | CPU ms each | ours, by the clock | ours, by CPU |"
    yield "|---|---|---|---|---|---|"
    there = [peer for peer in peers() if not peer.missing]
    took = measured(there, course)
    for peer in peers():
        if peer.missing:
            yield f"| {peer.name} | {peer.missing} | | | | |"
            continue
        one, ours = took[peer.name], took["grade run, full"]
        yield (
            f"| {peer.name} | {peer.count} | {1 / one.wall:.2f} | {one.cpu * 1000:.1f} | "
            f"{one.wall / ours.wall:.1f} times | {one.cpu / ours.cpu:.1f} times |"
        )


def machine() -> str:
    """What it was measured on."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def measured(tried: Sequence[Peer], course: Course) -> Mapping[str, Took]:
    """What a submission takes with each, one round after the other so that all of them see the same machine."""
    with tempfile.TemporaryDirectory() as folder:
        graders = {}
        for number, peer in enumerate(tried):
            place = Path(folder, str(number))
            place.mkdir()
            graders[peer.name] = peer.prepared(course, place, peer.count)
        found: dict[str, list[Took]] = {peer.name: [] for peer in tried}
        for _ in range(ROUNDS):
            for peer in tried:
                start, before = time.perf_counter(), _cpu()
                graders[peer.name]()
                wall, cpu = time.perf_counter() - start, _cpu() - before
                found[peer.name].append(Took(wall / peer.count, cpu / peer.count))
    return {
        name: Took(statistics.median(t.wall for t in some), statistics.median(t.cpu for t in some))
        for name, some in found.items()
    }


def _cpu() -> float:
    """CPU seconds of this process and of all below it that have ended."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def peers() -> tuple[Peer, ...]:
    """All of them; ours last but one."""
    otter = shutil.which(os.environ.get("OTTER", "otter"))
    return (
        Peer("nbgrader autograde", 5, _nbgrader, _unless_installed("nbgrader")),
        Peer("otter run", 2, partial(_otter, otter or ""), "" if otter else "`pip install otter-grader`, or OTTER=..."),
        Peer("a pytest subprocess each", 5, partial(_subprocesses, PYTEST, ["-m", "pytest", "-q"])),
        Peer("a unittest subprocess each", 20, partial(_subprocesses, UNITTEST, ["-m", "unittest"])),
        Peer(
            "a bare warm fork each, no isolation",
            400,
            _forks,
            "" if hasattr(os, "fork") else "needs a system that forks",
        ),
        Peer("grade run, full", OURS, _ours),
    )


def _unless_installed(package: str) -> str:
    return "" if importlib.util.find_spec(package) else f"`pip install {package}`"


def _ours(course: Course, folder: Path, count: int) -> Callable[[], object]:
    unused = [e.name for e in course.exercises if e.name not in five.HYPERPARAMETERS]
    text = "".join(f"[exercise.{name}]\nuse = false\n" for name in unused)
    (folder / "course.toml").write_text(text, encoding="utf-8")
    for student, work in five.class_of(course, count).items():
        for unit in dict.fromkeys(e.unit for e in five.exercises(course)):
            names = [e.name for e in five.exercises(course) if e.unit == unit and e.name in work]
            place = folder / "class" / student / unit
            place.mkdir(parents=True)
            source = five.source_of({name: work[name] for name in names}) + f"\n# {student}\n"
            (place / f"{unit.partition('_')[2]}.py").write_text(source, encoding="utf-8")
    grade = [sys.executable, "-c", "from autograder.cli import main; main()", "run", str(folder / "class")]
    command = [*grade, "-o", str(folder / "out"), "--isolation", "full", "--seed", "0"]

    def run() -> None:
        shutil.rmtree(folder / "out", ignore_errors=True)
        _carried_out([*command, "--course", str(folder / "course.toml")], folder)

    return run


def _subprocesses(
    of_one: str, command: Sequence[str], course: Course, folder: Path, count: int
) -> Callable[[], object]:
    module = five.as_module(course, "import unittest\nfrom work import *", of_one)
    places = [folder / student for student in five.class_of(course, count)]
    for place, work in zip(places, five.class_of(course, count).values(), strict=True):
        place.mkdir()
        (place / "work.py").write_text(five.source_of(work), encoding="utf-8")
        (place / "test_work.py").write_text(module, encoding="utf-8")

    def run() -> None:
        for place in places:
            subprocess.run([sys.executable, *command, "test_work.py"], cwd=place, capture_output=True, check=False)

    return run


def _forks(course: Course, folder: Path, count: int) -> Callable[[], object]:
    sources = [five.source_of(work) for work in five.class_of(course, count).values()]
    bodies = [body for exercise in five.exercises(course) for body in five.checks(exercise).values()]
    checks = [compile(body, "check", "exec") for body in bodies]
    helper = compile(five.helper(), "helper", "exec")

    def score(source: str) -> int:
        scope: dict[str, object] = {}
        exec(helper, scope)
        passed = 0
        with np.errstate(all="ignore"):
            exec(source, scope)
            for check in checks:
                with suppress(Exception):
                    exec(check, scope)
                    passed += 1
        return passed

    def run() -> None:
        for source in sources:
            process = os.fork()
            if process == 0:
                os._exit(score(source))
            os.waitpid(process, 0)

    return run


def _otter(program: str, course: Course, folder: Path, count: int) -> Callable[[], object]:
    tests = folder / "tests"
    tests.mkdir()
    for exercise in five.exercises(course):
        cases = [OTTER.format(name=exercise.name)]
        for check, body in five.checks(exercise).items():
            cases.append(OTTER_CASE.format(check=check, name=exercise.name, body="\n    ".join(body.splitlines())))
        (tests / f"{exercise.name}.py").write_text("".join(cases), encoding="utf-8")
    _carried_out(
        [program, "generate", "-t", str(tests), "-o", str(folder / "autograder.zip"), "--no-environment"], folder
    )
    archive = folder / "autograder.zip"
    files = []
    for student, work in five.class_of(course, count).items():
        files.append(folder / f"{student}.ipynb")
        files[-1].write_text(_notebook([five.helper(), *work.values()]), encoding="utf-8")

    def run() -> None:
        for file in files:
            command = [program, "run", str(file), "-a", str(archive), "-o", str(folder), "--no-logo"]
            _carried_out(command, folder)

    return run


def _nbgrader(course: Course, folder: Path, count: int) -> Callable[[], object]:
    """The course in nbgrader's own form: each exercise a cell with a solution, each check a cell worth a point."""
    _write(folder / "source" / "ps1" / "work.ipynb", _graded_notebook(course, {}))
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "peers"\n', encoding="utf-8"
    )
    nbgrader = [sys.executable, "-m", "nbgrader"]
    _carried_out([*nbgrader, "generate_assignment", "ps1", "--force"], folder)
    for student, work in five.class_of(course, count).items():
        _write(folder / "submitted" / student / "ps1" / "work.ipynb", _graded_notebook(course, work))

    def run() -> None:
        shutil.rmtree(folder / "autograded", ignore_errors=True)
        _carried_out([*nbgrader, "autograde", "ps1", "--force"], folder)

    return run


def _graded_notebook(course: Course, work: Mapping[str, str]) -> str:
    cells = [_cell("helper", five.helper())]
    for exercise in five.exercises(course):
        source = work.get(exercise.name, "### BEGIN SOLUTION\n### END SOLUTION\nraise NotImplementedError()")
        cells.append(_cell(exercise.name, source, solution=True))
        for check, body in five.checks(exercise).items():
            cells.append(_cell(f"{exercise.name}_{check}", body, grade=True))
    return json.dumps({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def _cell(name: str, source: str, *, solution: bool = False, grade: bool = False) -> dict[str, object]:
    about = {"grade_id": name, "solution": solution, "grade": grade, "locked": not solution, "schema_version": 3}
    about |= {"points": 1} if grade else {}
    about |= {"task": False}
    metadata = {"nbgrader": about}
    code: dict[str, object] = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**code, "id": name.replace("_", "-"), "metadata": metadata, "source": source}


def _notebook(sources: Sequence[str]) -> str:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "id": f"c{n}", "execution_count": None, "outputs": [], "metadata": {}, "source": source}
        for n, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def _carried_out(command: Sequence[str], folder: Path) -> None:
    """Type a command; what goes wrong with it is shown, because then its time says nothing."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path, "IPYTHONDIR": os.devnull}
    found = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if found.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {found.returncode}:\n{found.stderr[-2000:]}")
