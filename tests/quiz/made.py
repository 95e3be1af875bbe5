"""Questions that tests write themselves, and items made of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from autograder.model.items import Frozen
from autograder.model.question import Question
from autograder.model.quiz import Tolerance
from autograder.quiz.bank import questions_for
from autograder.quiz.questions import questions_of
from autograder.quiz.variants import Frozens
from tests.registry import COURSE

QUESTIONS: tuple[Question, ...] = questions_for(COURSE)
BY_ID = {question.id: question for question in QUESTIONS}
UNIT = "02_momentum"
FEW = ("momentum/two-steps", "momentum/terminal-speed", "momentum/nesterov-lines", "momentum/predict-use-before-update")
"""Some questions of that unit, for tests that type answers: the first asks for three numbers."""
FEW_ASKED = f"[quiz]\nquestions = {list(FEW)}\n".replace("'", '"')
"""A course file that asks these alone."""


def written(folder: Path, text: str) -> tuple[Question, ...]:
    """The questions that a file of this text holds."""
    file = folder / "quiz.toml"
    file.write_text(text, encoding="utf-8")
    return questions_of(file, UNIT)


def frozen(question: Question, student: str = "ada", seed: int = 0, tolerance: Tolerance | None = None) -> Frozen:
    """A student's item of a question."""
    return Frozens(question, COURSE, tolerance or Tolerance(), question.points).of(student, seed)


@cache
def item(id_: str, student: str = "ada", seed: int = 0) -> Frozen:
    """A student's item of a question of the course."""
    return frozen(BY_ID[id_], student, seed)


def made(folder: Path, text: str, seed: int = 0) -> Frozen:
    """The item of the only question that a text writes."""
    (question,) = written(folder, text)
    return frozen(question, seed=seed)
