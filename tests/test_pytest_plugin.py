"""`pytest --grade PATH`: each check of the report as a test."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograder.authoring.made_up import submission, unit_text
from autograder.expected.lookup import key_for
from autograder.expected.printed import mistakes, right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Status
from autograder.sandbox import open_sandbox
from tests.registry import COURSE

UNIT = "02_momentum"
EXERCISES = COURSE.of_unit(UNIT)
WRITTEN = {exercise.name: right_answer(exercise) for exercise in EXERCISES}
WRITTEN["momentum"] = next(iter(mistakes(COURSE.exercise("momentum")).values()))
TEXT = unit_text(list(WRITTEN.values()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's folder: one unit with a wrong function, the others missing."""
    place = tmp_path_factory.mktemp("student")
    (place / UNIT).mkdir()
    (place / UNIT / "momentum.py").write_text(TEXT, encoding="utf-8")
    return place


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """pytest as a student types it in the folder."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_each_check_is_a_test_with_the_status_and_message_of_the_report(folder: Path) -> None:
    """In processes of xdist, JUnit's file holds every check of the report: id, outcome, message and points."""
    grader = Grader(COURSE, key_for(EXERCISES), Texts())
    with open_sandbox("none") as sandbox:
        report = grader.grade(submission("s", {UNIT: TEXT}), sandbox, units=[UNIT])
    ran = run_pytest(folder, "--grade", UNIT, "-n", "2", "--junitxml", "out.xml")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    cases = {case.get("name"): case for case in ET.parse(folder / "out.xml").iter("testcase")}
    wanted = {check.id: (exercise, check) for exercise in report.exercises for check in exercise.checks}
    assert set(cases) == set(wanted)
    for place, (exercise, check) in wanted.items():
        failure = cases[place].find("failure")
        assert (failure is None) == (check.status in (Status.PASSED, Status.SKIPPED)), place
        assert failure is None or check.message in str(failure.text)
        told = {one.get("name"): one.get("value") for one in cases[place].iter("property")}
        assert told["points"] == f"{exercise.score:g} of {exercise.max_score:g}"


def test_one_check_can_be_chosen(folder: Path) -> None:
    """By its node id, as an editor asks for it, and by -k; nothing else is run, and what is missing fails."""
    chosen = run_pytest(folder, "--grade", ".", f"{UNIT}/momentum.py::nesterov/one-step")
    assert (chosen.returncode, "1 passed" in chosen.stdout) == (0, True), chosen.stdout
    by_name = run_pytest(folder, "--grade", ".", "-k", "nesterov/one-step")
    assert (by_name.returncode, "1 passed" in by_name.stdout) == (0, True), by_name.stdout
    missing = run_pytest(folder, "--grade", ".", "-k", "gradient_descent/one-step")
    assert (missing.returncode, "1 failed" in missing.stdout) == (1, True), missing.stdout
    assert "gradient_descent.py" in missing.stdout


def test_where_nothing_is_found_it_is_said(tmp_path: Path) -> None:
    """An empty folder is a wrong use, with the command that gets the exercises."""
    ran = run_pytest(tmp_path, "--grade", ".")
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "grade start" in ran.stderr


def test_without_the_option_it_is_out_of_the_way(tmp_path: Path) -> None:
    """A run of somebody's own tests imports nothing of the grader."""
    own = "import sys\ndef test_it():\n    assert not [name for name in sys.modules if name.startswith('autograder')]\n"
    (tmp_path / "test_own.py").write_text(own, encoding="utf-8")
    assert run_pytest(tmp_path).returncode == 0
