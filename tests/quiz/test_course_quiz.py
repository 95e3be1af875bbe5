"""What a course file decides about the quiz."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.catalogue.course import load_course
from autograder.errors import CourseError
from autograder.model.question import Question
from autograder.quiz.bank import questions_for
from autograder.quiz.course_quiz import CourseQuiz
from tests.quiz.made import QUESTIONS

OWN = '[[question]]\nid = "mine"\ntitle = "Mine"\nkind = "number"\ntext = "1 + 1?"\nask = "1 + 1"\n'


def questions(folder: Path, text: str, own: str = "") -> tuple[Question, ...]:
    """The questions of a course with this course file, and own questions for unit 02."""
    (folder / "course.toml").write_text(text, encoding="utf-8")
    if own:
        (folder / "quiz").mkdir(exist_ok=True)
        (folder / "quiz" / "02_momentum.toml").write_text(own, encoding="utf-8")
    return questions_for(load_course(folder / "course.toml"))


def test_a_course_asks_all_questions_and_its_own(tmp_path: Path) -> None:
    """What the course file does not say is as in the built-in course, and questions in its folder are asked too."""
    assert [q.id for q in questions(tmp_path, "")] == [q.id for q in QUESTIONS]
    assert {q.id for q in questions(tmp_path, "", OWN)} == {*(q.id for q in QUESTIONS), "momentum/mine"}


def test_a_course_chooses_questions_and_points(tmp_path: Path) -> None:
    """Only those that are listed are asked, with the points that the course gives them."""
    text = '[quiz]\nquestions = ["momentum/two-steps"]\nrelative = "1/100"\n[quiz.points]\n"momentum/two-steps" = 1.5\n'
    (only,) = questions(tmp_path, text)
    assert only.id == "momentum/two-steps"
    (frozen,) = CourseQuiz.of(load_course(tmp_path / "course.toml")).items("02_momentum")
    assert frozen.item.points == 1.5
    assert frozen.key.blanks["v1"].tolerance.relative == "1/100"  # type: ignore[union-attr]


def test_a_quiz_is_named_by_its_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another text of a built-in or an own question is another digest, and an own one that is wrong is told at once."""
    questions(tmp_path, "")
    built_in = CourseQuiz.of(load_course(tmp_path / "course.toml")).digest
    found = {built_in}
    for own in (OWN, OWN.replace("1 + 1?", "2 + 2?")):
        questions(tmp_path, "", own)
        found.add(CourseQuiz.of(load_course(tmp_path / "course.toml")).digest)
    assert len(found) == 3
    (tmp_path / "quiz" / "02_momentum.toml").write_text("[[question]]\n", encoding="utf-8")
    with pytest.raises(CourseError, match="02_momentum"):
        _ = CourseQuiz.of(load_course(tmp_path / "course.toml")).digest
    file = tmp_path / "other.toml"
    file.write_text(OWN, encoding="utf-8")
    monkeypatch.setattr("autograder.quiz.course_quiz.built_in_file", lambda unit: file)
    assert CourseQuiz.of(load_course()).digest != built_in


def test_a_question_leaves_with_its_exercise(tmp_path: Path) -> None:
    """Who leaves out an exercise is not asked about it."""
    found = questions(tmp_path, "[exercise.nesterov]\nuse = false\n")
    gone = [q for q in QUESTIONS if q.id not in {one.id for one in found}]
    assert {run.rule for q in gone for run in q.runs.values()} >= {"nesterov"}
    assert all("nesterov" in {run.rule for run in q.runs.values()} for q in gone)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[quiz]\nquestions = ["momentum/none"]', "line 2: quiz.questions names no question of the course"),
        ('[quiz.points]\n"momentum/none" = 1', "quiz.points.momentum/none names no question"),
        ("[quiz]\npenalty = 2", "line 2: quiz.penalty must be from 0 to 1"),
        ("[quiz]\nseed = -1", "line 2: quiz.seed must be at least 0"),
        ('[quiz]\nrelative = "small"', "line 2: quiz.relative must be a number as text"),
        ("[quiz]\nrequire = true", "line 2: quiz.require is not known here"),
        ("[quiz]\nrequired = 1", "line 2: quiz.required must be true or false"),
    ],
)
def test_a_wrong_setting_is_said_with_its_line(text: str, says: str, tmp_path: Path) -> None:
    """What the course file says wrongly of the quiz is an error that names the line and the key."""
    with pytest.raises(CourseError) as error:
        questions(tmp_path, text)
    assert says in str(error.value)
