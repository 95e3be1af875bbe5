"""Nothing that lies in a working folder is ever imported, and every Python that a command starts is isolated."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from autograder.cli import COMMANDS
from tests.registry import EXERCISES

GRADE = str(Path(sys.executable).parent / "grade")
ONLY = "gradient_descent"
COURSE = "".join(f"[exercise.{e.name}]\nuse = false\n" for e in EXERCISES if e.name != ONLY)
WORK = "import numpy as np\n\n\ndef gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n"
WEB = {"jinja2", "markupsafe", "latex2mathml", "markdown_it", "starlette", "uvicorn", "watchfiles", "anyio"}
NAMES = sorted({*sys.stdlib_module_names, "numpy", "autograder", "sympy", "click", "rich", "packaging", "tests", *WEB})
PLANTED = "with open({mark!r}, 'a') as mark:\n    mark.write(__name__ + ' ')\n"

GRADED = ("run", ".", "-o", "../out", "--isolation", "none", "--workers", "2")
ARGUMENTS: Mapping[str, Sequence[str]] = {
    "start": ("start", "../started"),
    "check": ("check", "ada"),
    "open": ("open", "ada", "--no-browser"),
    "reset": ("reset", ONLY, "ada"),
    "report": ("report", ONLY, "ada"),
    "show": ("show", ONLY),
    "predict": ("predict", ONLY, "--seed", "1"),
    "quiz": ("quiz", "new", "../roster.txt", "-o", "../sheets"),
    "run": GRADED,
    "export": ("export", "../graded", "--to", "csv"),
    "diff": ("diff", "../graded"),
    "adjust": ("adjust", "../graded", "ada", "--points", "1", "--why", "a talk"),
    "explain": ("explain", ONLY),
    "forget": ("forget", "../graded", "ada"),
    "init": ("init", "../course"),
    "demo": ("demo", "../demo"),
    "new": ("new", "mine", "--course", "../mine/course.toml"),
    "build": ("build", "-o", "../handed_out"),
    "verify": ("verify",),
    "doctor": ("doctor",),
}
"""What is typed in a folder that is full of traps."""
WITH_COURSE = ("start", "check", "quiz", "run", "export", "init", "demo", "build", "verify")


def test_every_command_is_tried() -> None:
    """There is no command that is not typed among the traps."""
    assert set(ARGUMENTS) == set(COMMANDS)


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    """A class, graded once, in whose folder lies a file and a student for every name that could be imported."""
    (tmp_path / "course.toml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "roster.txt").write_text("ada\n", encoding="utf-8")
    students = tmp_path / "class"
    for name in ("ada", "selectors", "csv"):
        (students / name).mkdir(parents=True)
        (students / name / f"{ONLY}.py").write_text(WORK + f"# {name}\n", encoding="utf-8")
    run = [GRADE, "run", str(students), "-o", str(tmp_path / "graded"), "--isolation", "none", "--seed", "0"]
    subprocess.run([*run, "--workers", "1"], check=True, capture_output=True, env=environment(tmp_path))
    planted = PLANTED.format(mark=str(tmp_path / "mark"))
    for folder in (students, students / "ada"):
        for name in NAMES:
            (folder / f"{name}.py").write_text(planted, encoding="utf-8")
    for name in ("selectors", "csv"):
        (students / name / "__init__.py").write_text(planted, encoding="utf-8")
    return students


def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a command: a cache of its own, and nothing that helps Python to be safe."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    return {**kept, "GRADE_DESCENT_CACHE": str(tmp_path / "cache"), "COLUMNS": "100"}


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_imported_from_the_working_folder(classroom: Path, command: str) -> None:
    """A command does the same, and imports none of the traps in its working folder or in a student's."""
    arguments = [*ARGUMENTS[command]]
    if command in WITH_COURSE:
        arguments += ["--course", "../course.toml"]
    code, said = typed(arguments, classroom)
    assert not (classroom.parent / "mark").exists(), (classroom.parent / "mark").read_text(encoding="utf-8")
    assert code in (0, 1), said
    assert "Traceback" not in said


def typed(arguments: Sequence[str], folder: Path) -> tuple[int, str]:
    """The exit code and standard error of a command; one that serves is ended when its page has been asked for."""
    started = subprocess.Popen(
        [GRADE, *arguments],
        cwd=folder,
        env=environment(folder.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if arguments[0] == "open":
        assert started.stdout is not None
        address = next(line.strip() for line in started.stdout if "http://" in line)
        with urllib.request.urlopen(address, timeout=60) as page:
            assert b"Grade Descent" in page.read()
        started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=300)
    return started.returncode, said


def test_nothing_is_imported_from_a_students_folder(classroom: Path) -> None:
    """The same holds where somebody stands in a student's folder and grades the class from there."""
    arguments = ["run", "..", "-o", "../../out", "--isolation", "none", "--course", "../../course.toml"]
    options = {"cwd": classroom / "ada", "env": environment(classroom.parent), "capture_output": True}
    result = subprocess.run([GRADE, *arguments], check=False, timeout=300, **options)  # type: ignore[call-overload]
    assert not (classroom.parent / "mark").exists()
    assert result.returncode == 0


def test_a_folder_that_python_was_started_in_is_left(tmp_path: Path) -> None:
    """Where `main` is called from `python -c`, whose path begins with the working folder, that is taken off it."""
    (tmp_path / "sqlite3.py").write_text(PLANTED.format(mark=str(tmp_path / "mark")), encoding="utf-8")
    code = "import autograder.cli as c\ntry: c.main(['doctor'])\nfinally:\n import sqlite3, sys\n print(sys.path)"
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert not (tmp_path / "mark").exists()
    assert f"'{tmp_path}'" not in said.stdout.splitlines()[-1]


# ---------------------------------------------------------------- every process below a run


def below(pid: int) -> list[int]:
    """The processes that one has started, and those that they have."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = (task / "children").read_text(encoding="ascii").split()
        except OSError:
            continue
        found += [int(child) for child in children]
    return [*found, *(deeper for child in found for deeper in below(child))]


def arguments_of(pid: int) -> tuple[str, ...]:
    """What a process was started with; nothing for one that has ended."""
    try:
        return tuple(Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")[:-1])
    except OSError:
        return ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows it so")
@pytest.mark.parametrize("where", [(), ("--dask", "local")], ids=["here", "cluster"])
def test_every_python_below_a_run_is_isolated(classroom: Path, where: Sequence[str]) -> None:
    """Whatever a run starts to derive and to lock in, or as a cluster, and is no fork of it, is isolated (-I)."""
    command = [GRADE, *GRADED, "--course", "../course.toml", "--seed", "3", *where]
    run = subprocess.Popen(command, cwd=classroom, env=environment(classroom.parent), stdout=subprocess.DEVNULL)
    own, seen = arguments_of(run.pid), set[tuple[str, ...]]()
    while run.poll() is None:
        # a fork that has not become its program yet shows what its parent was started with
        seen |= {arguments for pid in below(run.pid) if (arguments := arguments_of(pid)) not in (own, ())}
        own = arguments_of(run.pid) or own
        time.sleep(0.01)
    pythons = {arguments for arguments in seen if "python" in Path(arguments[0]).name and GRADE not in arguments}
    assert run.returncode == 0
    assert not (classroom.parent / "mark").exists()
    assert pythons
    assert [arguments[:3] for arguments in pythons if "-I" not in arguments] == []
