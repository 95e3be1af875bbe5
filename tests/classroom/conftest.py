"""A class of five that goes through the real nbgrader once, shared by all tests and processes of a run."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.classroom.student import CLASS, UNFINISHED, UNIT, write_forms
from tests.registry import COURSE

TIMEOUT = "--Execute.timeout=5"
DUE = "2096-01-31T23:59:00+01:00"
LATE = {"bob": "2096-02-01 10:00:00 UTC"}
GRADE = [sys.executable, "-c", "from autograder.cli import main; main()"]

Scores = Mapping[str, Mapping[str, float | None]]
"""Student -> exercise -> points; None where nbgrader has none."""


@dataclass(frozen=True, slots=True)
class NbgraderClass:
    """The course folder after nbgrader's own work, and what its programs said."""

    folder: Path
    scores: Scores
    unfinished: Scores
    """The same of those that nbgrader cannot finish."""
    said: Mapping[str, str]
    """What each command printed."""
    codes: Mapping[str, int]

    @property
    def graded(self) -> Path:
        """The same folder after `grade run submitted -o out`, with none of the class in its gradebook."""
        return self.folder.with_name("graded")


def environment() -> dict[str, str]:
    """An environment without this Python's programs on PATH, as of someone who types the path of nbgrader."""
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR", "LANG") if name in os.environ}
    return {**kept, "PATH": os.defpath, "IPYTHONDIR": os.devnull}


def nbgrader(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start nbgrader in a course folder."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env=environment(), stdout=pipe, stderr=subprocess.STDOUT, text=True)


def run_nbgrader(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run nbgrader in a course folder; its exit code and what it printed."""
    process = nbgrader(folder, *arguments)
    output, _ = process.communicate(timeout=240)
    return process.returncode, output


def autograded_scores(folder: Path, students: Sequence[str]) -> Scores:
    """The automatic scores in a gradebook."""
    query = (
        "SELECT s.student_id, b.name, g.auto_score FROM grade g JOIN base_cell b ON b.id = g.cell_id "
        "JOIN submitted_notebook n ON n.id = g.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id"
    )
    scores: dict[str, dict[str, float | None]] = {student: {} for student in students}
    connection = sqlite3.connect(folder / "gradebook.db")
    for student, cell, score in connection.execute(query):
        scores[student][cell.removesuffix("-check")] = score
    connection.close()
    return scores


@pytest.fixture(scope="session")
def nbgrader_class(tmp_path_factory: pytest.TempPathFactory) -> NbgraderClass:
    """The class, made by whichever process of the test run comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "nbgrader-class"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "made").exists():
            made = make_class(shared)
            (shared / "made").write_bytes(pickle.dumps(made))
        kept = pickle.loads((shared / "made").read_bytes())
    assert isinstance(kept, NbgraderClass)
    return kept


def make_class(shared: Path) -> NbgraderClass:
    """From an empty folder to feedback, with the commands that nbgrader's documentation names."""
    course = shared / "course.toml"
    course.write_text(course_text(), encoding="utf-8")
    folder = shared / "course"
    subprocess.run([*GRADE, "init", str(folder), "--course", str(course)], check=True, capture_output=True)
    said: dict[str, str] = {}
    codes: dict[str, int] = {}

    def run(*arguments: str) -> None:
        codes[arguments[0]], said[arguments[0]] = run_nbgrader(folder, *arguments)

    run("generate_assignment", UNIT)
    run("release_assignment", UNIT)
    hand_in(folder)
    run("collect", UNIT)
    for student, time in LATE.items():
        (folder / "submitted" / student / UNIT / "timestamp.txt").write_text(time, encoding="utf-8")
    other = Path(shutil.copytree(folder, shared / "unfinished", ignore=shutil.ignore_patterns("submitted")))
    write_forms(other / "submitted", notebook(folder, "release"), UNFINISHED, ["ipynb"])
    beside = nbgrader(other, "autograde", UNIT, TIMEOUT)
    run("autograde", UNIT)
    run("generate_feedback", UNIT)
    run("validate", *(str(notebook(folder, step).relative_to(folder)) for step in ("release", "source")))
    grade_instead(folder)
    said["unfinished"], _ = beside.communicate(timeout=240)
    codes["unfinished"] = beside.returncode
    return NbgraderClass(
        folder, autograded_scores(folder, list(CLASS)), autograded_scores(other, list(UNFINISHED)), said, codes
    )


def grade_instead(folder: Path) -> None:
    """Copy the course folder, forget what nbgrader found, and grade the class with `grade run`."""
    graded = Path(shutil.copytree(folder, folder.with_name("graded")))
    with closing(sqlite3.connect(graded / "gradebook.db")) as connection, connection:
        for table in ("grade", "comment", "submitted_notebook", "submitted_assignment", "student"):
            connection.execute(f"DELETE FROM {table}")
    command = [*GRADE, "run", "submitted", "-o", "out", "--isolation", "none", "--seed", "0"]
    subprocess.run(command, cwd=graded, check=True, capture_output=True)


def course_text() -> str:
    """A course of one unit with a deadline."""
    others = [exercise.name for exercise in COURSE.exercises if exercise.unit != UNIT]
    unused = "".join(f"[exercise.{name}]\nuse = false\n" for name in others)
    return f'extends = "default"\n{unused}[deadlines]\n{UNIT} = {DUE}\n'


def notebook(folder: Path, step: str) -> Path:
    """The unit's notebook in one of nbgrader's folders."""
    return folder / step / UNIT / "momentum.ipynb"


SUBMIT = """
import sys
from nbgrader.apps import SubmitApp
for student in sys.argv[3:]:
    settings = [f"--Exchange.root={sys.argv[1]}", f"--course={sys.argv[2]}", f"--CourseDirectory.student_id={student}"]
    app = SubmitApp()
    app.initialize([f"{student}/UNIT", *settings])
    app.start()
"""


def hand_in(folder: Path) -> None:
    """Each student submits through the exchange, as nbgrader's own command does it."""
    home = folder.parent / "students"
    write_forms(home, notebook(folder, "release"), CLASS, ["ipynb"])
    arguments = [sys.executable, "-c", SUBMIT.replace("UNIT", UNIT), str(folder / "exchange"), "course", *CLASS]
    subprocess.run(arguments, cwd=home, env=environment(), check=True, capture_output=True)
