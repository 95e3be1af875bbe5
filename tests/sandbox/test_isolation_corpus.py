"""The hostile corpus at every level that this machine has: each attack ends as its name says and harms nobody."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import IsolationError
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Limits, Report
from autograder.model.run import Sandbox
from autograder.reports import csv, html, json, junit, screen, text
from autograder.sandbox import BACKENDS, open_sandbox
from autograder.submissions import Wanted, read_class
from tests.registry import COURSE
from tests.reports.hostile_text import formulas_in, hidden_in, obeyed_in
from tests.sandbox.corpus import CORPUS, LITTER, MARKER, OUTCOMES, Attack

LEVELS = [level for level in BACKENDS if level == "none" or sys.platform.startswith("linux")]
SECRET = "PLANTED-3141592653"
IMPATIENT = Limits(call_seconds=0.4, cpu_seconds=5, memory_mib=256)
PATIENT = Limits(call_seconds=10, cpu_seconds=30, memory_mib=256)
"""For all that must not end with a timeout, on however busy a machine."""

_EXERCISES = tuple(exercise for exercise in COURSE.exercises if exercise.name == "gradient_descent")
_COURSE = replace(COURSE, exercises=_EXERCISES)
_KEY = key_for(_EXERCISES)


@pytest.fixture(scope="module", params=LEVELS)
def sandbox(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A sandbox of each level, shared by all attacks as by the students of a class."""
    with open_sandbox(request.param) as opened:
        try:
            check_good_submission(opened, tmp_path_factory.mktemp("first"))
        except IsolationError as refused:
            pytest.skip(f"level {request.param}: {refused}")
        yield opened


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the teacher's that everybody may read, and a variable in the grader's environment."""
    monkeypatch.setenv("GRADE_SECRET", SECRET)
    (tmp_path / "teacher").mkdir()
    path = tmp_path / "teacher" / "secret.py"
    path.write_text(f"# {SECRET}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("attack", CORPUS, ids=lambda attack: f"{attack.category}-{attack.name}")
def test_attacks_end_as_their_names_say(sandbox: Sandbox, attack: Attack, tmp_path: Path, secret: Path) -> None:
    """The attack gets its outcome, the next submission full marks, and nothing stays behind or leaks out."""
    if not attack.runs_at(sandbox.isolation):
        return
    before = left_behind(sandbox)
    class_folder = tmp_path / "class"
    class_folder.mkdir()
    attack.hand_in(class_folder, secret)
    reports = graded(IMPATIENT if attack.category == "Time" else PATIENT, class_folder, sandbox)
    check_good_submission(sandbox, tmp_path / "good")
    assert left_behind(sandbox) == before
    assert not (tmp_path / MARKER).exists()

    expected = attack.expected_at(sandbox.isolation)
    statuses = {str(exercise.status) for report in reports for exercise in report.exercises}
    messages = [(check.status, check.message) for r in reports for e in r.exercises for check in e.checks]
    assert not expected or statuses <= expected, messages
    for report in reports:
        assert report.isolation == sandbox.isolation
        if expected != {"passed"} and not expected & statuses & {"passed"} and sandbox.isolation != "none":
            assert report.score < report.max_score
    check_outputs(reports, leaks_allowed=sandbox.isolation == "none")


def graded(limits: Limits, class_folder: Path, sandbox: Sandbox) -> list[Report]:
    """The reports on a class, as `grade run` makes them."""
    grader = Grader(replace(_COURSE, limits=limits), _KEY, Texts())
    submissions = read_class(class_folder, replace(Wanted.of(COURSE), limits=limits)).submissions
    return [grader.grade(submission, sandbox, units=(_EXERCISES[0].unit,)) for submission in submissions]


def check_good_submission(sandbox: Sandbox, folder: Path) -> None:
    """A good submission gets full marks."""
    (folder / "ada").mkdir(parents=True)
    (folder / "ada" / "gradient_descent.py").write_text(f"import numpy as np\n{right_answer(_EXERCISES[0])}")
    (report,) = graded(PATIENT, folder, sandbox)
    assert report.score == report.max_score, report


def check_outputs(reports: list[Report], *, leaks_allowed: bool) -> None:
    """No planted secret in any output, and nothing that a browser, terminal, runner or spreadsheet would obey."""
    pages = [page(report) for report in reports for page in (html.student_page, junit.render)]
    plain = [text.render_class(reports, width=100, color=False, ascii_only=False)]
    plain += [screen.render(report, view=screen.CheckView(show_all=True), width=100, color=False) for report in reports]
    table = csv.grades(reports, ["gradient_descent"])
    written = [*pages, *plain, table, *map(json.render, reports)]
    assert leaks_allowed or not any(SECRET in output for output in written)
    assert not any("<script>alert" in page for page in pages)
    assert not any(hidden_in(output) for output in written)
    assert not any(
        obeyed_in(output) for output in (*plain, table, *map(json.render, reports), *map(junit.render, reports))
    )
    assert formulas_in(table) == []


def left_behind(sandbox: Sandbox) -> dict[str, object]:
    """What an attack might leave: processes below ours, open descriptors, files, sockets and memory by their mark."""
    if not sys.platform.startswith("linux"):
        return {}
    places = ("/tmp", "/dev/shm", str(Path.home()), os.getcwd(), "/", str(Path(os.__file__).parent / "__pycache__"))
    return {
        "processes": processes_below(os.getpid()),
        "descriptors": len(os.listdir("/proc/self/fd")),
        "files": [entry for place in places for entry in os.listdir(place) if LITTER in entry],
        "sockets": Path("/proc/net/unix").read_text().count(LITTER),
        "shared memory": [
            len(Path(f"/proc/sysvipc/{kind}").read_text().splitlines()) for kind in ("shm", "sem", "msg")
        ],
    }


def processes_below(pid: int) -> dict[int, str]:
    """Ids and names of the processes that this one has started, and those that they have."""
    found: dict[int, str] = {}
    for child in map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()):
        found[child] = Path(f"/proc/{child}/comm").read_text().strip()
        found |= processes_below(child)
    return found


# ---------------------------------------------------------------- the corpus itself


def test_the_corpus_is_large_and_wide() -> None:
    """There are at least 120 attacks, of every category and with every outcome."""
    assert len(CORPUS) >= 320
    categories = {attack.category for attack in CORPUS}
    assert categories >= {"Time", "Death", "Memory", "Processes", "Reach", "Network", "Neighbours", "Kernel", "Secrets"}
    assert categories >= {"Forging", "Return values", "Behaviour", "Source", "Files"}
    assert set().union(*(attack.outcomes for attack in CORPUS)) == set(OUTCOMES)


def test_attacks_that_are_not_run_without_isolation_are_few() -> None:
    """Most attacks are run at level none too; those that would harm the machine say so."""
    assert sum(not attack.runs_at("none") for attack in CORPUS) < len(CORPUS) / 5
