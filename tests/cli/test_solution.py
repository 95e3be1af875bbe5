"""`grade show NAME --solution`: our solution, for who has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.expected.printed import mistakes, right_answer
from tests.cli.grade import Grade
from tests.cli.test_students import hand_in
from tests.registry import COURSE

MOMENTUM = COURSE.exercise("momentum")
WRONG = next(iter(mistakes(MOMENTUM).values()))


def test_who_is_right_sees_ours(grade: Grade) -> None:
    """A right function is answered by the one that the rule gives, and a check that passes says how to see it."""
    hand_in(Path())
    shown = grade("show", "Momentum", "--solution")
    assert shown.code == 0
    assert shown.out.endswith(f"\n\n{right_answer(MOMENTUM)}")
    assert "grade show momentum --solution" in grade("check", "momentum").out


@pytest.mark.parametrize(
    "written", [WRONG, "def momentum(w, grad, state, *, lr, beta):\n    raise NotImplementedError()\n"]
)
def test_who_is_not_sees_nothing(grade: Grade, written: str) -> None:
    """Before that there is one line, and no part of a solution in it."""
    hand_in(Path(), momentum=written)
    Path("09_capstone/capstone.py").unlink()  # as it is made up here it holds a momentum that is written
    refused = grade("show", "momentum", "--solution")
    assert refused.code == 2
    assert refused.out == ""
    assert "when yours is right" in refused.err
    assert "--solution" not in grade("check", "momentum").out


def test_a_course_may_keep_it_to_itself(grade: Grade) -> None:
    """Where the course says so, nobody is shown a solution, or told of one."""
    hand_in(Path())
    Path("course.toml").write_text("[grading]\nsolutions = false\n", encoding="utf-8")
    assert grade("show", "momentum", "--solution").code == 2
    assert "--solution" not in grade("check", "momentum").out
    Path("course.toml").write_text("[grading]\nsolutions = 3\n", encoding="utf-8")
    assert "must be true or false" in grade("check").err


def test_a_landscape_has_none(grade: Grade) -> None:
    """What is no exercise has no solution."""
    assert grade("show", "long_valley", "--solution").code == 2
