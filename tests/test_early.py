"""The process that is forked before anything of ours is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.processes import early

LOOKS_AROUND = """
import os, sys
def gradient_descent(w, grad, *, lr):
    ours = [name for name in sys.modules if name.partition(".")[0] in ("autograder", "grade_descent", "click", "rich")]
    print(ours, sys.argv, dict(os.environ), len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0)
    return w + lr * grad
"""


def checked(folder: Path, *options: str) -> dict[str, object]:
    """What `grade check` reports of a file that looks around, with options of Python's."""
    (folder / "gradient_descent.py").write_text(LOOKS_AROUND, encoding="utf-8")
    command = [
        sys.executable,
        *options,
        "-m",
        "grade_descent",
        "check",
        "--only",
        "gradient_descent",
        "--format",
        "json",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    report: dict[str, object] = json.loads(done.stdout)
    return {**report, "student": ""}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The report as students get it."""
    return checked(tmp_path_factory.mktemp("usual"))


def test_students_code_finds_nothing_of_ours(usual: dict[str, object]) -> None:
    """In the process that was forked early there is no module, argument or variable of the grader's."""
    assert str(usual["output"]).startswith("[] [''] {}")


def test_an_unusual_python_checks_the_same(usual: dict[str, object], tmp_path: Path) -> None:
    """Where Python was started in an unusual way, a fresh process runs students' code, and finds the same."""
    assert checked(tmp_path, "-O") == usual


def test_nothing_begins_where_nothing_is_checked() -> None:
    """Help, other commands and completion start no process."""
    assert early.begun(["check", "--help"]) is early.begun(["show", "adam"]) is None


def test_what_was_begun_and_is_not_used_ends(tmp_path: Path) -> None:
    """After wrong usage no process stays behind."""
    script = (
        "import os, sys\n"
        "from autograder.processes import early\n"
        "started = early.begun(['check'])\n"
        "assert started is not None\n"
        "started.control.close()\n"
        "started.wait(20)\n"
        "print('ended')\n"
    )
    if not sys.platform.startswith("linux"):
        script = "print('ended')"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "ended\n", done.stderr
