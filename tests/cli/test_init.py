"""`grade init`: a course folder that never overwrites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.authoring.ci import PLACES, ci_file
from tests.cli.grade import Grade

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def small_course() -> Path:
    """A course of one unit, to be quick."""
    from tests.classroom.conftest import course_text

    file = Path("small.toml")
    file.write_text(course_text(), encoding="utf-8")
    return file


@pytest.mark.parametrize("service", PLACES)
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
