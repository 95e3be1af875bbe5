"""Sheets that a made-up class fills in: right where the student can all of it, and else wrong as real ones are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import pytest

from autograder.authoring.demo_sheets import sheets_of
from autograder.model.marks import Marks, Verdict
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.marking.mark import marked
from autograder.quiz.marking.worker import Work
from autograder.quiz.sheets import read_sheet
from tests.registry import CORE_UNITS, COURSE

UNIT = CORE_UNITS[1]
QUIZ = CourseQuiz.of(COURSE, (UNIT,))


def mark_here(works: Sequence[Work]) -> list[Marks]:
    """Mark in this process."""
    return [marked(work.frozen, work.texts, penalty=work.penalty, attempts=work.attempts) for work in works]


def marks(ability: float, draw: int = 0) -> tuple[Marks, ...]:
    """How a student of some ability does."""
    sheets = sheets_of({UNIT: QUIZ.items(UNIT)}, [UNIT], ability, COURSE.quiz.seed, Random(draw))
    return QUIZ.marks(read_sheet(sheets[UNIT].encode(), "quiz.toml"), mark_here).marks


def test_who_can_all_of_it_has_all_points() -> None:
    """Infinite ability answers every question of the unit rightly."""
    assert {one.verdict for one in marks(math.inf)} == {Verdict.RIGHT}


@pytest.mark.parametrize("draw", range(3))
def test_who_can_less_makes_mistakes_that_are_named(draw: int) -> None:
    """Hardly anything is right, and known mistakes are among what is wrong."""
    found = marks(-4.0, draw)
    assert sum(one.score for one in found) < sum(one.max_score for one in found) / 2
    assert [mistake for one in found for answer in one.answers for mistake in answer.mistakes]


def test_what_is_not_handed_in_has_no_sheet() -> None:
    """A unit without a hand-in has none, nor has one without questions."""
    items = {UNIT: QUIZ.items(UNIT)}
    assert sheets_of(items, [], 0.0, 0, Random(0)) == sheets_of(items, [CORE_UNITS[0]], 0.0, 0, Random(0)) == {}
