"""Sheets of the quiz that a made-up class fills in: what is right, what known mistakes lead to, slips, and gaps."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from random import Random

from autograder.authoring.demo_draw import TELLS
from autograder.model.items import Blank, BlankKey, Frozen, LettersKey, NumberKey
from autograder.model.sheet import AnswersTo
from autograder.quiz.course_quiz import ANYBODY
from autograder.quiz.proof import right_answers, wrong_answers
from autograder.quiz.sheets import sheet_text

OPEN, COMMA = 0.05, 0.03
"""How many answers are left empty, and how many numbers are written with a decimal comma."""
HARDEST = 0.7
"""How hard questions are: from minus two to this, as abilities are counted."""


def sheets_of(
    items: Mapping[str, Sequence[Frozen]], units: Collection[str], ability: float, seed: int, random: Random
) -> dict[str, str]:
    """The sheets of a student as text, of those units that are handed in and have items.

    Args:
        items: unit -> its questions with their keys.
        units: those that the student hands in.
        ability: of a standard normal distribution; infinity answers everything rightly.
        seed: of the course's quiz.
        random: draws the answers.
    """
    found = {}
    for unit in (unit for unit in items if unit in units):
        answers = {frozen.item.question: _answers(frozen, ability, random) for frozen in items[unit]}
        found[unit] = sheet_text([frozen.item for frozen in items[unit]], ANYBODY, seed, answers)
    return found


def _answers(frozen: Frozen, ability: float, random: Random) -> AnswersTo:
    difficulty = Random(frozen.item.question).uniform(-2, HARDEST)
    texts = {
        blank.id: _answer(blank, frozen.key.blanks[blank.id], ability - difficulty, random)
        for blank in frozen.item.blanks
    }
    return AnswersTo(frozen.item.question, frozen.item.version, texts, line=0)


def _answer(blank: Blank, key: BlankKey, ahead: float, random: Random) -> str:
    """What a student answers who is so far ahead of a question."""
    right = right_answers(blank, key)[0]
    if math.isinf(ahead):
        return right
    if random.random() < OPEN:
        return ""
    if isinstance(key, NumberKey) and random.random() < COMMA:
        return right.replace(".", ",")
    if random.random() < 1 / (1 + math.exp(-TELLS * ahead)):
        return right
    return _wrong(blank, key, random)


def _wrong(blank: Blank, key: BlankKey, random: Random) -> str:
    """What somebody answers who does not know; nothing where no wrong answer is known."""
    if isinstance(key, LettersKey) and len(key.right) != 1:  # one letter too many, or one that is missing
        other = random.choice(blank.choices).letter
        return " ".join(sorted({*key.right} ^ {other})) or "none"
    known = [text for text, _ in wrong_answers(blank, key)]
    ranks = [1 / (rank + 1) for rank in range(len(known))]  # what stands first among the mistakes is most common
    return random.choices(known, ranks)[0] if known else ""
