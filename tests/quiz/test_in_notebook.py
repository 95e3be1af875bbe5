"""The quiz's door in a notebook: the room itself can be called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.sheets import read_sheet, sheet_text
from tests.registry import COURSE

QUESTION = "momentum/two-steps"


@pytest.fixture
def quiz(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The door as students import it, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    from autograder import quiz

    return quiz


def test_the_room_is_its_own_door(quiz: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """`from autograder import quiz` gives what can be called, and what the modules of the room are imported from."""
    from autograder.quiz import questions

    assert quiz.questions is questions
    assert quiz(QUESTION) is None
    assert f'Answer with  quiz("{QUESTION}", v1=..., ...)' in capsys.readouterr().out


def test_answers_in_plain_variables_are_marked(quiz: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers, NumPy's numbers and texts are answers; the points are a builtin float."""
    import numpy as np

    key = next(one for one in CourseQuiz.of(COURSE).items("02_momentum") if one.item.question == QUESTION).key.blanks
    score = quiz(QUESTION, v1=np.float64(float(key["v1"].value)), w1=float(key["w1"].value), w2="1 + 1")  # type: ignore[union-attr]
    assert type(score) is float
    assert score == 2.0
    assert "w2: 1 + 1 = 2: wrong" in capsys.readouterr().out


def test_answers_are_kept_in_the_sheet_that_lies_there(quiz: Any, tmp_path: Path) -> None:
    """Where the folder holds the student's sheet, its numbers are asked and answers are written into it."""
    items = [frozen.item for frozen in CourseQuiz.of(COURSE).items("02_momentum", "ada")]
    sheet = tmp_path / "quiz.toml"
    sheet.write_text(sheet_text(items, "ada", 0), encoding="utf-8")
    quiz(QUESTION, v1=8)
    quiz(QUESTION, w1="4 - 1")
    answers = read_sheet(sheet.read_bytes(), "quiz.toml").answers
    first = next(one for one in answers if one.question == QUESTION)
    assert (first.texts["v1"], first.texts["w1"]) == ("8", "4 - 1")


@pytest.mark.parametrize(
    ("question", "answers", "says"),
    [
        ("momentum/none", {}, 'the quiz has no question "momentum/none"'),
        (QUESTION, {"v9": 1}, 'does not ask for "v9"; it asks for v1, w1, w2'),
    ],
)
def test_what_is_not_there_is_said(quiz: Any, question: str, answers: dict[str, object], says: str) -> None:
    """An unknown question or part is a UsageError that lists the known ones."""
    with pytest.raises(UsageError, match=says):
        quiz(question, **answers)
