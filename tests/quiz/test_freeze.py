"""Items that are worked out once: the cache gives the same again, and marking then needs neither SymPy nor NumPy."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.freeze import frozen_items
from tests.registry import COURSE
from tests.test_rooms import loaded_by

UNIT = "02_momentum"
MARKED = f"""
from autograder.catalogue.course import load_course
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.marking.mark import marked
from autograder.quiz.sheets import read_sheet, sheet_text
quiz = CourseQuiz.of(load_course())
items = quiz.items("{UNIT}")
read_sheet(sheet_text([frozen.item for frozen in items], "", 0).encode(), "quiz.toml")
for frozen in items:
    marked(frozen, {{blank.id: "4 - 1/sqrt(10)" for blank in frozen.item.blanks}})
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path))


def test_marking_with_a_warm_cache_loads_neither_sympy_nor_numpy() -> None:
    """Once the items of a sheet are worked out, taking and marking it starts quickly."""
    CourseQuiz.of(COURSE).items(UNIT)
    assert not loaded_by(MARKED) & {"sympy", "numpy", "rich"}


def test_the_cache_gives_the_same_items() -> None:
    """What was worked out and what is read back are equal, item and key."""
    questions = CourseQuiz.of(COURSE).questions[UNIT]
    assert frozen_items(COURSE, questions, "ada", 1) == frozen_items(COURSE, questions, "ada", 1)


def test_what_is_asked_once_leaves_nothing_behind(tmp_path: Path) -> None:
    """Practice fills no cache."""
    frozen_items(COURSE, CourseQuiz.of(COURSE).questions[UNIT][:1], "ada", 1, keeping=False)
    assert not list(tmp_path.iterdir())
