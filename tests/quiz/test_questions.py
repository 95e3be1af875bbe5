"""Questions as they are written: what a file may say, and that every slip is said with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.model.quiz import Kind
from tests.quiz.made import QUESTIONS, made, written

NUMBER = """
[[question]]
id = "q"
title = "T"
kind = "number"
text = "How much is {a} and 1?"
draw = { a = "1..3" }
ask = "a + 1"
"""


def test_every_kind_is_asked_somewhere() -> None:
    """The course's own questions show every kind that there is."""
    assert {part.kind for question in QUESTIONS for part in question.parts} == set(Kind)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_knows_where_it_stands(question: object) -> None:
    """The line of a question in its file is that of its `[[question]]`, and each part has one below."""
    lines = Path(question.file).read_text(encoding="utf-8").splitlines()  # type: ignore[attr-defined]
    assert lines[question.line - 1] == "[[question]]"  # type: ignore[attr-defined]
    for part in question.parts:  # type: ignore[attr-defined]
        assert lines[part.line - 1].strip() in ("[[question]]", "[[question.part]]")


SLIPS = {
    "no id": ('id = "q"\n', "", "line 2: id is missing"),
    "a wrong id": ('id = "q"', 'id = "Q 1"', "line 3: id must be in small letters"),
    "an unknown kind": ('kind = "number"', 'kind = "essay"', 'line 5: kind is not known: "essay"; known are choice'),
    "an unknown key": ("ask =", "answer =", "line 8: answer is not known here"),
    "no ask": ('ask = "a + 1"\n', "", 'line 2: kind "number" needs ask'),
    "a number as a float": ('ask = "a + 1"', "ask = 1.5", 'line 8: ask must be text: write ask = "1.5"'),
    "half a quarter point": (
        'title = "T"',
        'title = "T"\npoints = 0.25',
        "line 5: points must be a multiple of one half",
    ),
    "nothing to draw": ('a = "1..3"', 'a = ""', "line 7: a has nothing to draw from"),
    "a strange tolerance": ('ask = "a + 1"', 'ask = "a + 1"\nrelative = "little"', "line 9: relative must be a number"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_said_with_its_line(slip: str, tmp_path: Path) -> None:
    """What a file of questions may not say is an error that names the file, the line and the key."""
    right, wrong, says = SLIPS[slip]
    with pytest.raises(CourseError) as error:
        written(tmp_path, NUMBER.replace(right, wrong, 1))
    assert str(error.value).startswith(f"{tmp_path / 'quiz.toml'}, {says}")


def test_two_questions_of_one_id_are_an_error(tmp_path: Path) -> None:
    """The second says in which line the first one stands."""
    with pytest.raises(CourseError, match=r'line 11: id "q" is there twice: the other is in line 2'):
        written(tmp_path, NUMBER + NUMBER)


NAMES = {
    "a rule": ('run = { rule = "momentun", on = "square" }', 'the course has no exercise "momentun"'),
    "a convention": ('run = { rule = "momentum", convention = "heavy", on = "square" }', 'no convention "heavy"'),
    "a landscape": ('run = { rule = "momentum", on = "cube" }', 'there is no landscape "cube"'),
    "a mistake": (
        'run = { rule = "momentum", on = "square" }\nmistakes = ["bad-luck"]',
        'no mistake "bad-luck" in momentum',
    ),
    "an argument": ('run = { rule = "momentum", on = "square", set = { speed = "1" } }', "momentum has no speed"),
    "a missing argument": ('run = { rule = "momentum" }', "momentum needs w, grad"),
    "a quantity": ('run = { rule = "momentum", on = "square" }', "w_9 is not known here"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_does_not_exist_is_said_with_its_line(name: str, tmp_path: Path) -> None:
    """A question that names a rule, form, landscape, mistake, argument or quantity that is not there is an error."""
    run, says = NAMES[name]
    ask = "w_9" if name == "a quantity" else "w_1"
    text = f'[[question]]\nid = "q"\ntitle = "T"\nkind = "number"\ntext = "Where is w?"\nask = "{ask}"\n{run}\n'
    with pytest.raises(CourseError) as error:
        made(tmp_path, text)
    assert f"{tmp_path / 'quiz.toml'}, line 1: momentum/q: " in str(error.value)
    assert says in str(error.value)


def test_numbers_that_can_never_be_told_apart_are_an_error(tmp_path: Path) -> None:
    """Where no numbers keep a wrong answer away from the right one, the question says so instead of being asked."""
    text = NUMBER + 'wrong = [{ value = "a + 1.001", says = "Almost." }]\n'
    with pytest.raises(CourseError, match=r"no numbers will do \(.*1: 2\.0 and 2\.001 are too near"):
        made(tmp_path, text)
