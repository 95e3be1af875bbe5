"""A class whose grading is killed at some moment, and what must be so when it is graded to its end nevertheless."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

GRADE = [sys.executable, "-c", "from autograder.cli import main; main()"]
UNIT = "gradient_descent"
RIGHT = "def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n"
WRONG = "def gradient_descent(w, grad, *, lr):\n    print('up')\n    return w + lr * grad\n"
PATIENCE = 120


def write_class(folder: Path, count: int) -> Path:
    """So many students, no two with the same file, every third of them wrong."""
    for number in range(count):
        text = WRONG if number % 3 == 1 else RIGHT
        place = folder / f"student{number:03}"
        place.mkdir(parents=True)
        (place / "gradient_descent.py").write_text(f"# {number}\n{text}", encoding="utf-8")
    return folder


def command(submissions: Path, out: Path) -> list[str]:
    """What is typed to grade a class."""
    where = [str(submissions), "-o", str(out), "--unit", UNIT, "--seed", "0", "--isolation", "none", "--workers", "2"]
    return [*GRADE, "run", *where]


def started(submissions: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run that has begun."""
    return subprocess.Popen(
        command(submissions, out), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def ended(run: subprocess.Popen[bytes]) -> int:
    """The exit code of a run, once it has ended."""
    run.communicate(timeout=PATIENCE)
    return run.returncode


def graded_in(out: Path) -> int:
    """How many results are kept so far that were graded, in all runs together."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{out / 'results.db'}?mode=ro", uri=True)) as connection,
    ):
        count: int = connection.execute("SELECT count(*) FROM results WHERE report NOTNULL").fetchone()[0]
        return count
    return 0


def children(process: int) -> Iterator[int]:
    """The processes that a process has started."""
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            yield from map(int, (task / "children").read_text(encoding="ascii").split())


def below(process: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    for child in children(process):
        yield child
        yield from below(child)


def kill(process: int) -> None:
    """End a process at once; one that has ended already is what it should be."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def wait_until(count: int, run: subprocess.Popen[bytes], out: Path) -> None:
    """Wait until so many results are kept, or the run has ended."""
    until = time.monotonic() + PATIENCE
    while graded_in(out) < count and run.poll() is None and time.monotonic() < until:
        time.sleep(0.005)


def told(out: Path) -> dict[str, bytes]:
    """All that a results folder tells people, by file."""
    files = (file for file in out.rglob("*") if file.is_file() and not file.name.startswith((".", "results.db")))
    return {str(file.relative_to(out)): file.read_bytes() for file in files}


def wrong_with(out: Path, undisturbed: Path) -> Iterator[str]:
    """What is not as it is where nothing was killed."""
    ours, theirs = told(out), told(undisturbed)
    yield from (f"{name} is another" for name in ours.keys() & theirs.keys() if ours[name] != theirs[name])
    yield from (f"{name} is there on one side only" for name in ours.keys() ^ theirs.keys())
    with closing(sqlite3.connect(out / "results.db")) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "results.db is damaged"
        query = "SELECT student, count(*) FROM results WHERE report NOTNULL GROUP BY student HAVING count(*) > 1"
        yield from (f"{student} was graded {times} times" for student, times in connection.execute(query))
