"""`grade predict` as people and pipes use it."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.quiz.marking.right import right_text
from autograder.quiz.predict.ask import predicted
from autograder.texts import ENGLISH
from tests.cli.grade import Grade, Result
from tests.registry import COURSE

ROOT = Path(__file__).parents[2]
Typing = Callable[..., Result]


@pytest.fixture
def typing(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """`grade predict` with some arguments, and what is typed into it."""

    def run(typed: str, *arguments: str) -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return grade("predict", *arguments)

    return run


def test_a_right_number_is_right_and_shown(typing: Typing) -> None:
    """A number in any form is marked, then the steps stand there."""
    found = predicted(COURSE.exercise("momentum"), 3, ENGLISH, "number")
    assert found is not None
    right = right_text(found.blank, found.key)
    told = typing(f"{right}\n", "momentum", "--kind", "number", "--seed", "3")
    assert (told.code, "right." in told.out, "step 3:" in told.out) == (0, True, True)
    assert "step 3:" not in told.out.partition("what is w")[2].partition("right.")[0]


def test_a_limit_is_told_with_its_reason(typing: Typing) -> None:
    """A well-known wrong limit is told what it is the limit of; a fraction is a number too."""
    wrong = typing("1\n", "momentum", "--kind", "limit", "--seed", "1")
    assert "limit of plain gradient descent" in wrong.out
    assert "19/10" in wrong.out
    assert "right." in typing("19/10\n", "momentum", "--kind", "limit", "--seed", "1").out


@pytest.mark.parametrize("typed", ["", "what?\n", "2,5\n3..\n"])
def test_input_that_ends_ends_cleanly(typing: Typing, typed: str) -> None:
    """At the end of input it ends with 0; what is not understood is asked for again until then."""
    told = typing(typed, "adam", "--kind", "number", "--seed", "1")
    assert (told.code, "Stopped." in told.out) == (0, True)
    assert told.out.count("is not understood") == typed.count("\n")
    assert "step 3:" not in told.out


def test_an_empty_line_shows_it(typing: Typing) -> None:
    """Who does not know is told."""
    told = typing("\n", "adam", "--kind", "number", "--seed", "1")
    assert (told.code, "It is " in told.out, "step 3:" in told.out) == (0, True, True)


def test_ctrl_c_ends_cleanly(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with a word and no traceback."""

    def interrupted(prompt: str = "") -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    told = grade("predict", "adam", "--seed", "1")
    assert (told.code, "Stopped." in told.out) == (0, True)


def test_curves_can_be_written_in_any_encoding(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Braille where it can be written, else stars; of each curve it is said what it is, after the answer."""
    for encoding, sign in (("utf-8", "\u2800"), ("cp1252", "*"), ("ascii", "*")):
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stdin", io.StringIO("a\n"))
        grade("predict", "warmup_cosine", "--kind", "curve", "--seed", "1")
        out.seek(0)
        text = out.read()
        assert sign <= max(text.partition("a letter")[0]) or sign in text
        assert text.count("That is what comes of this mistake") >= 2
        assert "mistake" not in text.partition("a letter")[0]


def test_without_a_name_it_is_what_is_worked_on(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with exercises the one that bare `grade` shows; elsewhere the course's first."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert grade("predict", "--seed", "1").out.startswith(f"{COURSE.exercises[0].name}:")
    shutil.copytree(ROOT / "assignments" / "02_momentum", "02_momentum")
    monkeypatch.chdir("02_momentum")
    told = grade("predict", "--seed", "1")
    assert "exponential_moving_average is what you are working on" in told.err
    assert told.out.startswith("exponential_moving_average:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing_like_it_at_all"], "the course has no exercise"),
        (["momentum", "--kind", "colour"], "colour"),
        (["adam", "--kind", "limit"], "--kind takes number, curve, settles"),
        (["adaptive"], "name one of its exercises"),
    ],
)
def test_what_there_is_not_is_said(grade: Grade, arguments: list[str], said: str) -> None:
    """Wrong usage ends with 2 and what there is instead."""
    told = grade("predict", *arguments)
    assert (told.code, said in told.err) == (2, True)


def test_it_speaks_the_language_that_is_asked_for(typing: Typing) -> None:
    """Questions, verdicts and reasons are in German."""
    told = typing("x\n5\n", "momentum", "--kind", "limit", "--seed", "1", "--language", "de")
    assert "Was ist die Grenze" in told.out
    assert "falsch" in told.out
    assert "Eigenwert" in told.out
