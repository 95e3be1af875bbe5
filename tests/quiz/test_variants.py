"""What students get: the same for ever, different from each other, and with every mistake told apart."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from autograder.model.question import Question
from autograder.quiz.proof import STUDENT, proved
from autograder.quiz.variants import drawn, luck
from tests.quiz.made import QUESTIONS, frozen
from tests.registry import COURSE

SEEDS = 200


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_holds_for_many_students(question: Question) -> None:
    """Over 200 seeds: right answers are accepted however written, known wrong ones are named, others are invalid."""
    found = list(proved(question, COURSE, range(SEEDS)))
    assert len(found) > 3
    assert not [problem for problem in found if problem]


def test_luck_is_the_same_for_ever() -> None:
    """What a name draws never changes, or every sheet that was handed out would be of another version."""
    assert luck("momentum/two-steps", "ada", 0) == 10559635366354637250


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_an_item_is_the_same_whenever_it_is_made(question: Question) -> None:
    """The same student and seed give the same item and the same key."""
    first, again = (json.dumps(asdict(frozen(question, "ada", 7)), sort_keys=True) for _ in range(2))
    assert first == again


def test_students_and_seeds_draw_different_numbers() -> None:
    """Two students, and practice, get different numbers somewhere in the quiz."""
    drawing = [question for question in QUESTIONS if question.draw]
    draws = [
        [drawn(question, who, seed, 0) for question in drawing] for who, seed in (("ada", 0), ("bob", 0), ("ada", 1))
    ]
    assert draws[0] != draws[1] != draws[2] != draws[0]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_what_is_not_drawn_by_a_name_does_not_change_it(question: Question) -> None:
    """Every name is drawn on its own, so that a further one leaves the others as they are."""
    draw = drawn(question, STUDENT, 3, 0)
    for names, values in question.draw.items():
        assert " ".join(draw[name] for name in names.split()) in {" ".join(value.split()) for value in values}
