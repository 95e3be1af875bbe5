"""However a command ends, it says so, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.grade import Grade
from tests.cli.test_safe_start import below
from tests.cli.test_students import hand_in

GRADE = str(Path(sys.executable).parent / "grade")
SLOW = "import time\ntime.sleep(60)\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked for in /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, how: signal.Signals) -> None:
    """SIGTERM ends a run as Ctrl-C does: with a word, exit code 130, and every process of it gone."""
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "gradient_descent.py").write_text(SLOW, encoding="utf-8")
    (tmp_path / "course.toml").write_text("[limits]\ncall_seconds = 60\n", encoding="utf-8")
    command = [GRADE, "run", "class", "-o", "out", "--isolation", "none", "--seed", "0", "--course", "course.toml"]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    started: list[int] = []
    deadline = time.monotonic() + 60
    while len(started) < 3 and time.monotonic() < deadline:  # a worker, its zygote, the student's process
        started = below(run.pid)
        time.sleep(0.05)
    run.send_signal(how)
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said.splitlines()[-1]) == (130, "stopped")
    deadline = time.monotonic() + 10
    while any(map(is_there, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in started if is_there(pid)] == []


def is_there(pid: int) -> bool:
    """Whether a process runs."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False


def test_an_own_pipe_that_breaks_is_said(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a pipe between processes of ours breaks, that is not taken for a reader that has gone."""

    def broken(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    hand_in(Path("class/ada"), momentum="def momentum():\n    return 1\n")
    monkeypatch.setattr("autograder.classroom.workers.grade_each", broken)
    result = grade("run", "class", "-o", "out", "--isolation", "none", "--seed", "0")
    assert result.code == 3
    assert "a process of the grader's own ended early" in result.err


@pytest.mark.skipif(os.name == "nt", reason="a shell's pipe")
def test_a_reader_that_has_gone_is_no_failure() -> None:
    """Where the reader of the output ends first, as `head` does, the command ends without a word."""
    show = subprocess.Popen([GRADE, "show", "adam", "--checks"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert show.stdout is not None
    assert show.stderr is not None
    show.stdout.close()
    assert show.stderr.read() == b""
    assert show.wait(60) in (0, 141)
    show.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="a file that is always full")
@pytest.mark.parametrize("stdout", [None, "/dev/full"], ids=["closed", "full"])
def test_a_standard_output_that_takes_nothing_costs_no_grade(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, stdout: str | None
) -> None:
    """Where standard output is closed or full, the exit code is what it is, and standard error says why."""
    hand_in(Path(), momentum="def momentum():\n    return 1\n")
    with open(stdout or os.devnull, "w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file if stdout else None)
        result = grade("check", "--unit", "momentum")
        monkeypatch.undo()
    assert result.code == 1
    assert result.err.startswith("grade: standard output ")
