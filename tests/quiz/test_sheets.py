"""Sheets: they hold no key, they are read back, and whatever is done to one costs nobody the other answers."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.model.course import QuizSettings
from autograder.model.items import NumberKey
from autograder.model.marks import Marks, Verdict
from autograder.model.sheet import AnswersTo
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.marking.mark import marked
from autograder.quiz.sheets import MOST_BYTES, read_sheet, sheet_text
from tests.quiz.made import FEW, UNIT
from tests.registry import COURSE

QUIZ = CourseQuiz.of(replace(COURSE, quiz=QuizSettings(questions=FEW)))
WHOLE_QUIZ = CourseQuiz.of(COURSE)
ITEMS = [frozen.item for frozen in QUIZ.items(UNIT)]
BLANK = sheet_text(ITEMS, "", 0)


NOTHING = Marks("", Verdict.OPEN, 0.0, 0.0, ())


def mark_here(works: object) -> list[object]:
    """Mark in this process."""
    return [marked(work.frozen, work.texts, penalty=work.penalty, attempts=work.attempts) for work in works]  # type: ignore[attr-defined]


def found(text: str | bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """The answers to the first question, and what is said about the sheet."""
    content = text.encode() if isinstance(text, str) else text
    marks = QUIZ.marks(read_sheet(content, "quiz.toml"), mark_here)  # type: ignore[arg-type]
    first, *_ = (*marks.marks, NOTHING)
    notes = (*marks.notes, *filter(None, [first.note]))
    return {answer.blank: answer.understood for answer in first.answers if answer.understood}, notes


@pytest.mark.parametrize("unit", WHOLE_QUIZ.questions)
def test_a_sheet_is_toml_and_holds_no_key(unit: str) -> None:
    """Every sheet is a TOML file in which nothing but the answers is missing, and no right or wrong number stands."""
    items = WHOLE_QUIZ.items(unit)
    text = sheet_text([frozen.item for frozen in items], "ada", 0)
    assert len(tomllib.loads(text)["answer"]) == len(items)
    for frozen in items:
        for key in frozen.key.blanks.values():
            if isinstance(key, NumberKey) and len(key.value) > 6:
                assert key.value[:10] not in text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=50), st.text(max_size=50))
def test_what_is_written_is_read_back(student: str, typed: str) -> None:
    """Whatever the student's name and answers hold, the sheet says them again."""
    given_ = AnswersTo(ITEMS[0].question, ITEMS[0].version, {"v1": typed}, 0)
    sheet = read_sheet(sheet_text(ITEMS, student, 3, {given_.question: given_}).encode(), "quiz.toml")
    assert (sheet.unit, sheet.seed) == (UNIT, 3)
    if all(ord(sign) < 0xD800 for sign in student + typed):
        assert [sheet.student, sheet.answers[0].texts["v1"]] == [student, typed]


def answered(line: str) -> str:
    """The blank sheet with another line in the place of the first answer's."""
    return BLANK.replace('v1 = ""', line, 1).replace('w1 = ""', 'w1 = "1.5"', 1)


SPOILT = {
    "a number": ("v1 = 8", "8", ""),
    "a float": ("v1 = 8.50", "8.5", ""),
    "a list": ('v1 = ["8"]', "8", ""),
    "a quote forgotten": ('v1 = "8', "8", 'there should be one pair of quotes: read as "8"'),
    "no quotes": ("v1 = 4 + 4", "4 + 4 = 8", 'there should be one pair of quotes: read as "4 + 4"'),
    "other quotes": ("v1 = \u201e8\u201c", "", "there should be one pair of quotes"),
    "twice": ('v1 = "8"\nv1 = "9"', "8", "v1 is there twice: the first one counts"),
    "a stray line": ('v1 = "8"\nhello', "8", "this was not read"),
    "an unknown name": ('v1 = "8"\nv7 = "9"', "8", 'does not ask for "v7"; it asks for v1, w1, w2'),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_line_costs_no_other_answer(how: str) -> None:
    """What can be read of a line is read, what is strange is said with its line, and the rest is marked."""
    line, understood, says = SPOILT[how]
    answers, notes = found(answered(line))
    assert answers.get("v1", "") == understood
    assert answers["w1"] == "1.5"
    if says:
        assert any(says in note and "quiz.toml, line " in note for note in notes), notes
    else:
        assert not notes


def test_bytes_that_are_not_utf_8_cost_their_answer_only() -> None:
    """The line is said, and all other answers are marked."""
    answers, notes = found(answered('v1 = "8"').encode().replace(b'v1 = "8"', b'v1 = "8\xff"'))
    assert answers == {"w1": "1.5"}
    assert "this is not UTF-8" in notes[0]


def test_an_answer_that_is_there_twice_is_said() -> None:
    """The first one counts, and the lines of both are named."""
    block = f'\n[[answer]]\nquestion = "{ITEMS[0].question}"\nv1 = "9"\n'
    answers, notes = found(answered('v1 = "8"') + block)
    assert answers["v1"] == "8"
    assert any("is answered in line" in note for note in notes)


def test_an_answer_to_another_version_is_not_marked_and_the_rest_is() -> None:
    """Other numbers than the student's own are said, with what to type."""
    text = answered('v1 = "8"').replace(ITEMS[0].version, "00000000", 1)
    marks = QUIZ.marks(read_sheet(text.encode(), "quiz.toml"), mark_here)  # type: ignore[arg-type]
    assert marks.marks[0].verdict is Verdict.INVALID
    assert "another version of the question" in marks.marks[0].note


WHOLE: dict[str, tuple[str | bytes, str]] = {
    "another seed": (BLANK.replace("seed = 0", "seed = 7"), "was made with seed 7"),
    "no seed": (BLANK.replace("seed = 0", ""), "was made with no seed"),
    "another unit": (BLANK.replace(f'unit = "{UNIT}"', 'unit = "09_none"'), 'there is no quiz of unit "09_none"'),
    "no sheet": ("hello", "has no [[answer]]"),
    "nothing": ("", "has no [[answer]]"),
    "too large": ("#" * (MOST_BYTES + 1), "has more than"),
    "no text": (b"\x00\xff" * 50, "has no [[answer]]"),
}


@pytest.mark.parametrize("what", WHOLE)
def test_a_sheet_that_cannot_count_is_said_in_one_line(what: str) -> None:
    """Another seed or unit, and what is no sheet at all, is one clear sentence, and nothing is raised."""
    content, says = WHOLE[what]
    answers, notes = found(content)
    assert not answers
    assert any(says in note for note in notes)


def test_somebody_elses_sheet_does_not_count() -> None:
    """A sheet with a name on it counts for that student only; one without counts for anybody."""
    sheet = read_sheet(sheet_text(ITEMS, "ada", 0).encode(), "quiz.toml")
    assert "is the sheet of ada, not of bob" in QUIZ.problem(sheet, "bob")
    assert QUIZ.problem(sheet, "Ada") == ""
    assert QUIZ.problem(replace(sheet, student=""), "bob") == ""


def test_an_answer_of_a_hundred_thousand_signs_is_one_clear_line() -> None:
    """It is invalid, its length is said, and the others are marked."""
    text = answered(f'v1 = "{"1+" * 50_000}1"')
    marks = QUIZ.marks(read_sheet(text.encode(), "quiz.toml"), mark_here)  # type: ignore[arg-type]
    assert marks.marks[0].answers[0].verdict is Verdict.INVALID
    assert "has 100001" in marks.marks[0].answers[0].says
    assert marks.marks[0].answers[1].understood == "1.5"


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(BLANK)), st.integers(0, 40), st.text(max_size=20))
def test_a_sheet_that_was_cut_and_patched_anywhere_is_read(at: int, length: int, patch: str) -> None:
    """Nothing is raised, whatever a piece of the sheet is replaced by."""
    spoilt = (BLANK[:at] + patch + BLANK[at + length :]).encode("utf-8", "surrogatepass")
    sheet = read_sheet(spoilt, "quiz.toml")
    assert sheet.problem or sheet.answers
