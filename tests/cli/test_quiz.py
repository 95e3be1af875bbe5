"""The quiz at the command line: taken by a student, handed out and marked by an instructor."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.model.course import QuizSettings
from autograder.model.items import NumberKey
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.marking.right import right_text
from autograder.quiz.sheets import read_sheet, sheet_text
from tests.cli.grade import Grade
from tests.quiz.made import FEW, FEW_ASKED, UNIT
from tests.registry import COURSE

QUIZ = CourseQuiz.of(replace(COURSE, quiz=QuizSettings(questions=FEW)))
COUNT = len(QUIZ.questions[UNIT])


@pytest.fixture(autouse=True)
def _few_questions(grade: Grade) -> None:
    """The course of these tests asks few questions."""
    Path("course.toml").write_text(FEW_ASKED, encoding="utf-8")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the student types, line by line, then the end of input."""
    lines: list[str] = []

    def reading() -> Iterator[str]:
        while lines:
            yield lines.pop(0)
        raise EOFError

    waiting = reading()

    def line(prompt: str = "") -> str:
        print(prompt)
        try:
            return next(waiting)
        except (StopIteration, RuntimeError):
            raise EOFError from None

    monkeypatch.setattr("builtins.input", line)
    return lines


def sheet() -> dict[str, dict[str, str]]:
    """The answers in the sheet, by question."""
    found = read_sheet(Path(UNIT, "quiz.toml").read_bytes(), "quiz.toml")
    return {answers.question: dict(answers.texts) for answers in found.answers}


def test_a_quiz_is_taken_stopped_and_gone_on_with(grade: Grade, typed: list[str]) -> None:
    """Every answer is kept at once; the next time the first open question comes first."""
    typed += ["3,2", "8", "4 - 1", "", "0.5", "n"]
    first = grade("quiz", "take", "momentum")
    assert first.code == 0
    assert "write 3.2 with a point, not a comma" in first.out
    assert "understood: 4 - 1 = 3" in first.out
    assert sheet()["momentum/two-steps"] == {"v1": "8", "w1": "4 - 1", "w2": "0.5"}
    again = grade("quiz", "take", "momentum")
    assert "Two steps of momentum" not in again.out
    assert f"1 of {COUNT} questions are answered" in again.out


def test_a_further_attempt_is_noted(grade: Grade, typed: list[str]) -> None:
    """Where the course says at once what is right, whoever tries again has two attempts in the sheet."""
    right = [right_text(b, QUIZ.items(UNIT)[0].key.blanks[b.id]) for b in QUIZ.items(UNIT)[0].item.blanks]
    typed += ["1", *right[1:], "y", right[0]]
    grade("quiz", "take", UNIT)
    (first, *_) = read_sheet(Path(UNIT, "quiz.toml").read_bytes(), "quiz.toml").answers
    assert first.attempts == 2
    assert first.texts["v1"] == right[0]


def test_without_feedback_nothing_is_said_of_what_is_right(grade: Grade, typed: list[str]) -> None:
    """A course that shows no feedback echoes what was understood, and that is all."""
    Path("course.toml").write_text(FEW_ASKED + "feedback = false\n", encoding="utf-8")
    typed += ["1", "1", "1"]
    assert "wrong" not in grade("quiz", "take", "momentum").out


def test_practice_goes_on_and_leaves_no_file(grade: Grade, typed: list[str]) -> None:
    """Practice says what is right at once, with new numbers, and changes nothing."""
    typed += ["1", "1", "1"] + [""] * COUNT + ["2"]
    done = grade("quiz", "take", "--practice", "momentum")
    assert "right: " in done.out
    assert done.out.count("Two steps of momentum") == 2
    assert not Path(UNIT).exists()


def test_sheets_are_made_for_a_class_and_marked(grade: Grade) -> None:
    """Each student gets own numbers; a filled-in sheet is marked, and the same command never overwrites."""
    Path("class.csv").write_text("name,student\nAda L,ada\nBob M,bob\n", encoding="utf-8")
    made = grade("quiz", "new", "class.csv", "-o", "sheets", "--unit", "momentum")
    assert made.out.startswith("2 sheets for 2 students")
    ada = Path("sheets/ada", UNIT, "quiz.toml")
    assert tomllib.loads(ada.read_text(encoding="utf-8"))["student"] == "ada"
    items = QUIZ.items(UNIT, "ada")
    right = {
        frozen.item.question: {b.id: right_text(b, frozen.key.blanks[b.id]) for b in frozen.item.blanks}
        for frozen in items
    }
    text = ada.read_text(encoding="utf-8")
    for texts in right.values():
        for id_, answer in texts.items():
            letters = answer.partition(" (")[0]
            text = text.replace(f'{id_} = ""', f'{id_} = "{letters}"', 1)
    ada.write_text(text, encoding="utf-8")
    assert grade("quiz", "new", "class.csv", "-o", "sheets", "--unit", "momentum").out.startswith("0 sheets")
    marked = json.loads(grade("quiz", "mark", "sheets", "--format", "json").out)
    assert [(one["student"], one["score"] == one["max_score"]) for one in marked] == [("ada", True), ("bob", False)]
    assert "ada, 02_momentum" in grade("quiz", "mark", ada).out


def test_a_class_is_graded_with_its_sheets(grade: Grade) -> None:
    """Points of the quiz count where a sheet was handed in, and the class page says how each question was done."""
    wrong = sheet_text([frozen.item for frozen in QUIZ.items(UNIT, "ada")], "ada", 0).replace('v1 = ""', 'v1 = "1"')
    for student, text in (
        ("ada", wrong),
        ("bob", wrong),
        ("cy", sheet_text([f.item for f in QUIZ.items(UNIT)], "", 0)),
    ):
        folder = Path("class", student, UNIT)
        folder.mkdir(parents=True)
        (folder / "quiz.toml").write_text(text, encoding="utf-8")
    assert grade("run", "class", "-o", "out", "--unit", "momentum", "--isolation", "none").code == 0
    reports = {name: json.loads(Path(f"out/students/{name}.json").read_text()) for name in ("ada", "bob", "cy")}
    points = sum(question.points for question in QUIZ.questions[UNIT])
    assert reports["ada"]["max_score"] == reports["cy"]["max_score"] + points
    assert reports["ada"]["units"][0]["max_score"] == reports["ada"]["max_score"]
    first = reports["ada"]["quiz"][0]
    assert {key: first[key] for key in ("id", "status", "score", "max_score")} == {
        "id": "momentum/two-steps",
        "status": "wrong",
        "score": 0.0,
        "max_score": 3.0,
    }
    assert any("is the sheet of ada, not of bob" in note for note in reports["bob"]["notes"])
    assert reports["cy"]["quiz"] == []
    assert "facility" in Path("out/index.html").read_text(encoding="utf-8")


def test_a_required_quiz_counts_without_a_sheet(grade: Grade) -> None:
    """Where the course requires the quiz, who hands in no sheet has its points open."""
    Path("course.toml").write_text(FEW_ASKED + "required = true\n", encoding="utf-8")
    Path("class/ada", UNIT).mkdir(parents=True)
    grade("run", "class", "-o", "out", "--unit", "momentum", "--isolation", "none")
    quiz = json.loads(Path("out/students/ada.json").read_text())["quiz"]
    assert [entry["status"] for entry in quiz] == ["open"] * COUNT


def test_the_first_key_is_a_number() -> None:
    """What these tests type is made for a question of three numbers."""
    assert all(isinstance(key, NumberKey) for key in QUIZ.items(UNIT)[0].key.blanks.values())
