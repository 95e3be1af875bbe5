"""What a shell completes on Tab."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from autograder.catalogue.course import load_course
from autograder.cli import cli


def completed(*words: str, begun: str) -> set[str]:
    """What is offered after some words, as the shell is told."""
    return {
        item.value for item in ShellComplete(cli, {}, "grade", "_GRADE_COMPLETE").get_completions(list(words), begun)
    }


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        (["show"], "nest", {"nesterov"}),
        (["reset"], "02", {"02_momentum"}),
        (["check"], "mom", {"momentum", "mom"}),  # what is begun may be a file's name too
        (["check", "--only"], "nad", {"nadam"}),
        (["check", "--unit"], "0", {*load_course().units}),
        (["show"], "zzz", set()),
    ],
)  # fmt: skip
def test_names_are_completed(words: list[str], begun: str, offered: set[str]) -> None:
    """Exercises and units are offered where a command takes them."""
    assert completed(*words, begun=begun) == offered


def test_a_course_that_cannot_be_read_completes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tab never fails."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "course.toml").write_text("points = ", encoding="utf-8")
    assert completed("show", begun="m") == set()
