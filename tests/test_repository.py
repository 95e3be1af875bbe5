"""The repository as a newcomer finds it: folders, README, CI."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from autograder.catalogue.course import load_course
from autograder.quiz.bank import questions_for

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOP_LEVEL = {
    "assignments",
    "solutions",
    "autograder",
    "tests",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}


def tracked() -> list[Path]:
    """Every file that is under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [Path(name.decode()) for name in listed.split(b"\0") if name]


def test_the_top_level_is_what_was_agreed() -> None:
    """Beside the agreed names there are only dot-files."""
    assert {path.parts[0] for path in tracked() if not path.parts[0].startswith(".")} <= TOP_LEVEL


def test_the_readme_has_exactly_two_commands_for_a_fresh_machine() -> None:
    """Two commands make an environment: one runs the demo class, one passes the tests, and CI runs the latter."""
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv .venv")]
    assert len(commands) == 2
    assert commands[0].endswith("grade demo")
    assert commands[1].endswith("pytest -n auto")
    assert '"$(grep -m1 -F "pytest -n auto" README.md)"' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_warns_of_the_other_package() -> None:
    """It says that another distribution installs a package of the same name."""
    assert "another distribution, `autograder`" in README


def test_the_readme_s_course_file_is_a_course_file(tmp_path: Path) -> None:
    """The example can be used as it is, once the rule file that it names is there."""
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "lion.py").touch()
    (tmp_path / "course.toml").write_text(example, encoding="utf-8")
    course = load_course(tmp_path / "course.toml")
    assert "lion" in [exercise.name for exercise in course.exercises]
    assert questions_for(course)


def test_the_workflow_for_students_is_complete() -> None:
    """The workflow in the README triggers, checks out, sets up Python, installs and checks with annotations."""
    (workflow,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    for part in (
        "on: ",
        "actions/checkout@",
        "actions/setup-python@",
        'pip install "grade-descent==',
        "--format github",
    ):
        assert part in workflow


@pytest.mark.parametrize("path", [p for p in tracked() if p.suffix == ".py" and p.parts[0] == "autograder"], ids=str)
def test_modules_are_short(path: Path) -> None:
    """No module of the package is longer than 400 lines."""
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 400
